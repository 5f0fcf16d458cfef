// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/pod/pod_files.h"

#include "core/ids.h"
#include "core/resources/json/member_reader.h"
#include "platform/files/directory_json.h"
#include "platform/files/tree_files.h"
#include "runner/runner_service.h"

#include <nlohmann/json.hpp>

namespace slipway {

namespace {

constexpr std::size_t most_uploads = 32;
constexpr std::chrono::minutes abandoned_after{10};

net::Response answerJson(const char* kind, const Json& json)
{
    net::Response response;
    response.headers.set("Content-Type", "application/json");
    response.headers.set(files_header, kind);
    response.body = dumpJson(json);
    return response;
}

/// A status tells less here than on the way from a store: what it would be goes into a header.
net::Response asBytes(net::Response response)
{
    response.headers.set(files_header, files_bytes);
    response.headers.set(files_status, std::to_string(response.status));
    response.headers.set("Content-Type", "application/octet-stream");
    response.status = 200;
    return response;
}

}  // namespace

struct PodFiles::Question {
    std::string of, range, upload;
    FilePath path, to;
    std::string cursor;
    std::size_t limit = 500;
    NewFile::Existing existing = NewFile::Existing::Replaced;

    static Result<Question> read(const std::string& body)
    {
        const auto json = parseJson(body);
        if (!json || !json->is_object())
            return fail(ErrorCode::InvalidArgument, "Send a JSON object.", "bad-json");
        Question question;
        std::string path, to, cursor;
        std::int64_t limit = 500;
        bool keep = false;
        MemberReader reader(*json, "", MemberReader::Unknown::Ignored);
        reader.text("of", question.of);
        reader.text("range", question.range);
        reader.text("upload", question.upload);
        reader.text("path", path);
        reader.text("to", to);
        reader.text("cursor", cursor);
        reader.integer("limit", limit, 1, 1000);
        reader.boolean("keep", keep);
        if (auto finished = reader.finish(); !finished)
            return propagate(finished);
        auto named = parseFilePath(path);
        auto target = parseFilePath(to);
        auto after = readCursor(cursor);
        if (!named || !target)
            return named ? propagate(target) : propagate(named);
        if (!after)
            return propagate(after);
        question.path = std::move(*named);
        question.to = std::move(*target);
        question.cursor = std::move(*after);
        question.limit = static_cast<std::size_t>(limit);
        question.existing = keep ? NewFile::Existing::Kept : NewFile::Existing::Replaced;
        return question;
    }
};

net::Response PodFiles::answer(std::string_view what, const QueryParameters& query, const std::string& body)
{
    Result<net::Response> response = reply(what, query, body);
    if (response)
        return std::move(*response);
    const Error& error = response.error();
    return answerJson(files_error, {{"status", httpStatus(error.code)},
                                    {"type", error.type},
                                    {"message", error.message},
                                    {"field", error.field}});
}

Result<net::Response> PodFiles::reply(std::string_view what, const QueryParameters& query,
                                      const std::string& body)
{
    const auto done = [](const Json& json) { return answerJson(files_done, json); };
    if (what == "append")
        return append(query, body).map(done);
    const Result<Question> question = Question::read(body);
    if (!question)
        return propagate(question);
    if (what == "finish")
        return finish(question->upload).map(done);
    const Result<std::unique_ptr<WorkloadFiles>> files = open(question->of);
    if (!files)
        return propagate(files);
    if (what == "list")
        return (*files)->list(question->path, question->cursor, question->limit).map([&](const auto& page) {
            return done(asJson(page));
        });
    if (what == "read")
        return (*files)->read(question->path, question->range).map(asBytes);
    if (what == "exists")
        return (*files)->exists(question->path).map([&](bool exists) { return done({{"exists", exists}}); });
    return change(what, **files, *question).map(done);
}

Result<Json> PodFiles::change(std::string_view what, WorkloadFiles& files, const Question& question)
{
    const auto nothing = [] { return Json(Json::object()); };
    if (what == "make")
        return files.makeDirectory(question.path).map(nothing);
    if (what == "move")
        return files.move(question.path, question.to).map(nothing);
    if (what == "remove")
        return files.remove(question.path).map(nothing);
    if (what == "begin")
        return begin(files, question);
    return fail(ErrorCode::NotFound, "There is no such request about files.", "no-such-request");
}

Result<Json> PodFiles::begin(WorkloadFiles& files, const Question& question)
{
    auto file = files.write(question.path, question.existing);
    if (!file)
        return propagate(file);
    const auto now = std::chrono::steady_clock::now();
    auto upload = std::make_shared<Upload>();
    upload->file = std::move(*file);
    upload->used = now;
    const std::string name = newId("upload");
    const std::lock_guard lock(mutex_);
    std::erase_if(uploads_, [&](const auto& old) { return now - old.second->used > abandoned_after; });
    if (uploads_.size() >= most_uploads)
        return fail(ErrorCode::ResourceExhausted, "Too many files are on their way here. Try again later.",
                    "too-many-uploads");
    uploads_.emplace(name, std::move(upload));
    return Json{{"upload", name}};
}

Result<std::shared_ptr<PodFiles::Upload>> PodFiles::find(const std::string& upload)
{
    const std::lock_guard lock(mutex_);
    const auto found = uploads_.find(upload);
    if (found == uploads_.end())
        return fail(ErrorCode::NotFound, "The file is not on its way here any more. Send it again.",
                    "no-such-upload");
    found->second->used = std::chrono::steady_clock::now();
    return found->second;
}

Result<Json> PodFiles::append(const QueryParameters& query, const std::string& body)
{
    const std::string* name = slipway::find(query, "upload");
    const auto upload = find(name ? *name : std::string());
    const auto offset = readOffset(query);
    if (!upload || !offset)
        return upload ? propagate(offset) : propagate(upload);
    const std::lock_guard lock((*upload)->mutex);
    std::uint64_t& received = (*upload)->received_bytes;
    if (*offset + body.size() == received)
        return Json(Json::object());  // It came before, and its answer was lost.
    if (*offset != received)
        return fail(ErrorCode::Conflict, "A piece of the file is missing. Send it again.", "piece-missing");
    if (auto written = (*upload)->file->write(body); !written)
        return propagate(written);
    received += body.size();
    return Json(Json::object());
}

Result<Json> PodFiles::finish(const std::string& upload)
{
    const auto found = find(upload);
    if (!found)
        return propagate(found);
    const std::lock_guard lock((*found)->mutex);
    const auto finished = (*found)->file->finish();
    const std::lock_guard all(mutex_);
    uploads_.erase(upload);
    return finished ? Result<Json>(Json::object()) : propagate(finished);
}

Result<std::unique_ptr<WorkloadFiles>> PodFiles::open(const std::string& of) const
{
    if (of == "home")
        return TreeFiles::open(layout_.home());
    if (of == "work")
        return TreeFiles::open(layout_.attempt().path() / "work");
    return fail(ErrorCode::InvalidArgument, "Say whose files: \"home\" or \"work\".", "bad-value", "of");
}

}  // namespace slipway
