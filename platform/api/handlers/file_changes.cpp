// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hash.h"
#include "core/json.h"
#include "core/resources/json/member_reader.h"
#include "platform/api/api_context.h"
#include "platform/api/handlers/file_place.h"
#include "platform/api/requests/call.h"
#include "platform/api/requests/handlers.h"
#include "platform/api/requests/problem.h"
#include "platform/api/requests/writes.h"
#include "platform/store/store.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cerrno>

namespace slipway {

namespace {

/// Written before it is done: who did it is to be known of whatever comes of it.
Result<void> audit(ApiContext& context, const Call& call, const std::string& action, std::string detail,
                   const std::string& reason)
{
    if (!reason.empty())
        detail += ": " + reason;
    return context.store.write([&](Transaction& transaction) {
        return auditCall(transaction, call, call.resourcePath(), action, detail);
    });
}

/// Copies the body into the file; it has to be the one that was signed.
Result<std::uint64_t> receive(const Call& call, IncomingFile& file)
{
    Sha256 digest;
    std::uint64_t size = 0;
    const auto take = [&](const std::string& bytes) {
        digest.update(bytes);
        size += bytes.size();
        return file.write(bytes);
    };
    if (auto written = take(call.request.body); !written)
        return propagate(written);
    while (call.request.reader) {
        const auto piece = call.request.reader->read();
        if (!piece)
            return propagate(piece);
        if (piece->empty())
            break;
        if (auto written = take(*piece); !written)
            return propagate(written);
    }
    if (!equalSecrets(hex(digest.finish()), call.payload_hash))
        return fail(
            ErrorCode::InvalidArgument,
            "The file is not the one that was signed: it was changed while it was sent. Send it again.",
            "bad-payload-hash");
    return size;
}

struct Wish {
    std::string move_to, make;
};

Result<Wish> readWish(const std::string& body)
{
    const auto json = parseJson(body);
    if (!json || !json->is_object())
        return fail(ErrorCode::InvalidArgument, R"(Send {"move_to":"PATH"} or {"make":"directory"}.)",
                    "bad-json");
    Wish wish;
    MemberReader reader(*json, "", MemberReader::Unknown::Refused);
    reader.text("move_to", wish.move_to);
    reader.text("make", wish.make);
    if (auto read = reader.finish(); !read)
        return propagate(read);
    if (wish.move_to.empty() == wish.make.empty() || (!wish.make.empty() && wish.make != "directory"))
        return fail(ErrorCode::InvalidArgument, R"(Send {"move_to":"PATH"} or {"make":"directory"}.)",
                    "bad-value", "make");
    return wish;
}

}  // namespace

Result<net::Response> writeFile(ApiContext& context, const Call& call)
{
    const auto own = findOwnFiles(context, call);
    if (!own)
        return propagate(own);
    const auto path = parseFilePath(call.path.file);
    if (!path)
        return propagate(path);
    const auto* none_match = call.request.head.headers.find("if-none-match");
    const auto existing =
        none_match && *none_match == "*" ? NewFile::Existing::Kept : NewFile::Existing::Replaced;
    const auto file = own->place.files->write(*path, existing);
    if (!file)
        return propagate(file);
    const auto size = receive(call, **file);
    if (!size)
        return propagate(size);
    const std::string name = formatFilePath(*path);
    const auto noted =
        audit(context, call, "write-file", fmt::format("{} ({} bytes)", name, *size), own->reason);
    if (!noted)
        return propagate(noted);
    if (auto finished = (*file)->finish(); !finished)
        return propagate(finished);
    return jsonResponse(201, dumpJson({{"name", path->back()},
                                       {"kind", "file"},
                                       {"size_bytes", *size},
                                       {"modified", formatTimestamp(now())}}));
}

Result<net::Response> changeFile(ApiContext& context, const Call& call)
{
    const auto own = findOwnFiles(context, call);
    if (!own)
        return propagate(own);
    const auto path = parseFilePath(call.path.file);
    const auto wish = readWish(call.request.body);
    if (!path || !wish)
        return path ? propagate(wish) : propagate(path);
    const auto target = parseFilePath(wish->move_to);
    if (!target)
        return propagate(target);
    const bool moves = wish->make.empty();
    const std::string name = formatFilePath(*path);
    const auto noted = audit(context, call, moves ? "move-file" : "make-directory",
                             moves ? name + " -> " + formatFilePath(*target) : name, own->reason);
    if (!noted)
        return propagate(noted);
    WorkloadFiles& files = *own->place.files;
    const auto done = moves ? files.move(*path, *target) : files.makeDirectory(*path);
    return done ? Result<net::Response>(jsonResponse(200, "{}")) : propagate(done);
}

Result<net::Response> deleteFile(ApiContext& context, const Call& call)
{
    const auto own = findOwnFiles(context, call);
    if (!own)
        return propagate(own);
    const auto path = parseFilePath(call.path.file);
    if (!path)
        return propagate(path);
    const auto there = own->place.files->exists(*path);
    if (!there)
        return propagate(there);
    if (!*there || path->empty())
        return fileError(ENOENT, *path);
    if (auto noted = audit(context, call, "delete-file", formatFilePath(*path), own->reason); !noted)
        return propagate(noted);
    if (auto removed = own->place.files->remove(*path); !removed)
        return propagate(removed);
    net::Response response;
    response.status = 204;
    return response;
}

}  // namespace slipway
