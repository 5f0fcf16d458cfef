// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/files/workload_files.h"

#include "client/api/answers.h"
#include "client/files/file_answers.h"
#include "client/files/local_file.h"
#include "core/json.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace slipway {

namespace {

constexpr std::size_t most_items = 10'000;

/// The size of the whole, of an answer that has a part of it.
std::uint64_t wholeSize(const net::FetchResponse& answer)
{
    const std::string* range = answer.headers.find("Content-Range");
    return range ? sizeOfRange(*range).value_or(answer.body.size()) : answer.body.size();
}

}  // namespace

WorkloadFileStore::WorkloadFileStore(Kind kind, std::string project, std::string name, std::int64_t attempt)
    : base_(resourcePath(kind, project, name) + "/files"), attempt_(attempt)
{
}

std::string WorkloadFileStore::pathOf(const std::string& file) const
{
    return base_ + "/" + percentEncode(file, Slash::Keep);
}

Result<FileListing> WorkloadFileStore::list(TransferGate& gate, const std::string& directory) const
{
    FileListing listing;
    std::string cursor;
    do {
        ApiRequest request;
        request.path = base_;
        request.query = {{"path", directory}, {"limit", "1000"}};
        if (attempt_ > 0)
            request.query.emplace_back("attempt", std::to_string(attempt_));
        if (!cursor.empty())
            request.query.emplace_back("cursor", cursor);
        auto page = gate.ask(request).and_then([](const std::string& body) { return readFilePage(body); });
        if (!page)
            return propagate(page);
        listing.items.insert(listing.items.end(), std::make_move_iterator(page->items.begin()),
                             std::make_move_iterator(page->items.end()));
        cursor = page->cursor;
    } while (!cursor.empty() && listing.items.size() < most_items);
    listing.complete = cursor.empty();
    return listing;
}

Result<FileBeginning> WorkloadFileStore::read(TransferGate& gate, const std::string& path,
                                              std::uint64_t offset_bytes, std::uint64_t size_bytes) const
{
    ApiRequest request;
    request.path = pathOf(path);
    if (attempt_ > 0)
        request.query.emplace_back("attempt", std::to_string(attempt_));
    request.headers.set("Range", fmt::format("bytes={}-{}", offset_bytes, offset_bytes + size_bytes - 1));
    auto fetch = signedRequest(gate.profile(), request);
    if (!fetch)
        return propagate(fetch);
    auto answer = gate.run(std::move(*fetch));
    if (!answer)
        return propagate(answer);
    if (answer->status == 416)
        return FileBeginning{{}, wholeSize(*answer)};
    if (answer->status != 200 && answer->status != 206)
        return tl::unexpected(readProblem(answer->status, answer->body));
    const std::uint64_t whole = wholeSize(*answer);
    return FileBeginning{std::move(answer->body), whole};
}

Result<void> WorkloadFileStore::upload(TransferGate& gate, const std::filesystem::path& file,
                                       const std::string& path, Existing existing,
                                       const TransferGate::Progress& on_progress) const
{
    const auto local = openLocalFile(gate, file);
    if (!local)
        return propagate(local);
    ApiRequest request;
    request.method = "PUT";
    request.path = pathOf(path);
    request.source = local->part;
    request.payload_sha256 = local->digests.sha256;
    request.total_timeout = std::chrono::milliseconds(0);
    if (existing == Existing::Kept)
        request.headers.set("If-None-Match", "*");
    auto fetch = signedRequest(gate.profile(), request);
    if (!fetch)
        return propagate(fetch);
    const auto sent = answerBody(gate.run(std::move(*fetch), on_progress));
    return sent ? Result<void>() : propagate(sent);
}

Result<void> WorkloadFileStore::remove(TransferGate& gate, const std::string& path) const
{
    ApiRequest request;
    request.method = "DELETE";
    request.path = pathOf(path);
    const auto answer = gate.ask(request);
    return answer ? Result<void>() : propagate(answer);
}

Result<void> WorkloadFileStore::move(TransferGate& gate, const std::string& from, const std::string& to) const
{
    ApiRequest request;
    request.method = "POST";
    request.path = pathOf(from);
    request.body = dumpJson({{"move_to", to}});
    const auto answer = gate.ask(request);
    return answer ? Result<void>() : propagate(answer);
}

Result<void> WorkloadFileStore::makeDirectory(TransferGate& gate, const std::string& path) const
{
    ApiRequest request;
    request.method = "POST";
    request.path = pathOf(path);
    request.body = dumpJson({{"make", "directory"}});
    const auto answer = gate.ask(request);
    return answer ? Result<void>() : propagate(answer);
}

}  // namespace slipway
