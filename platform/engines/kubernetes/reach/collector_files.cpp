// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/reach/collector_files.h"

#include "core/hash.h"
#include "core/resources/json/member_reader.h"
#include "net/pass/passed_answer.h"
#include "platform/engines/kubernetes/reach/collector_answer.h"
#include "platform/files/directory_json.h"
#include "runner/pod/pod_files.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

namespace slipway {

namespace {

constexpr std::chrono::seconds short_work{10};
constexpr std::chrono::minutes long_work{5};  ///< A large directory is deleted, or a file gets to its disk.
constexpr std::chrono::seconds stall{60};

std::string pathOf(const char* what)
{
    return std::string(files_path) + what;
}

/// The collector answers nothing without a signature, so whoever does is behind it.
Result<Json> asked(CollectorLink& link, const CollectorRequest& request)
{
    const auto response = link.post(request);
    if (!response && response.error().code == ErrorCode::NotFound)
        return filesOfOlderPod();
    if (!response)
        return propagate(response);
    return readCollectorAnswer(*response);
}

/// A file that goes to its pod in pieces.
class OutgoingFile final : public IncomingFile {
public:
    OutgoingFile(std::shared_ptr<CollectorLink> link, std::string upload)
        : link_(std::move(link)), upload_(std::move(upload))
    {
    }

    Result<void> write(std::string_view bytes) override
    {
        while (!bytes.empty()) {
            const std::string_view piece = bytes.substr(0, files_piece_bytes - waiting_.size());
            waiting_ += piece;
            bytes.remove_prefix(piece.size());
            if (waiting_.size() < files_piece_bytes)
                continue;
            if (auto sent = send(); !sent)
                return sent;
        }
        return {};
    }

    Result<void> finish() override
    {
        if (auto sent = waiting_.empty() ? Result<void>() : send(); !sent)
            return sent;
        return asked(*link_, {pathOf("finish"), dumpJson({{"upload", upload_}}), {}, long_work})
            .map([](const Json&) {});
    }

private:
    Result<void> send()
    {
        const QueryParameters query{{"offset", std::to_string(sent_bytes_)}, {"upload", upload_}};
        const auto taken = asked(*link_, {pathOf("append"), waiting_, query, stall});
        if (!taken)
            return propagate(taken);
        sent_bytes_ += waiting_.size();
        waiting_.clear();
        return {};
    }

    const std::shared_ptr<CollectorLink> link_;
    const std::string upload_;
    std::string waiting_;
    std::uint64_t sent_bytes_ = 0;
};

}  // namespace

CollectorFiles::CollectorFiles(CollectorWays& ways, PodRecord record, Of of)
    : link_(std::make_shared<CollectorLink>(ways, std::move(record))), of_(of)
{
}

Json CollectorFiles::question(const FilePath& path) const
{
    return {{"of", of_ == Of::Environment ? "home" : "work"}, {"path", formatFilePath(path)}};
}

Result<Json> CollectorFiles::ask(const char* what, const Json& question, std::chrono::seconds patience) const
{
    return asked(*link_, {pathOf(what), dumpJson(question), {}, patience});
}

Result<DirectoryPage> CollectorFiles::list(const FilePath& directory, const std::string& cursor,
                                           std::size_t limit)
{
    Json wanted = question(directory);
    wanted["cursor"] = hex(cursor);
    wanted["limit"] = limit;
    return ask("list", wanted, short_work).and_then(readDirectoryPage);
}

Result<bool> CollectorFiles::exists(const FilePath& path)
{
    return ask("exists", question(path), short_work).and_then([](const Json& json) -> Result<bool> {
        bool exists = false;
        MemberReader reader(json, "", MemberReader::Unknown::Ignored);
        reader.boolean("exists", exists);
        const auto finished = reader.finish();
        return finished ? Result<bool>(exists) : propagate(finished);
    });
}

Result<net::Response> CollectorFiles::read(const FilePath& file, const std::string& range)
{
    Json wanted = question(file);
    wanted["range"] = range;
    std::shared_ptr<net::PassedAnswer> passed;
    Result<net::FetchResponse> got = fail(ErrorCode::Unavailable, "Nothing was asked yet.");
    for (int way = 0; way < 2; ++way) {
        got = net::PassedAnswer::begin(
            [&](net::FetchCallbacks callbacks) {
                return link_->stream(pathOf("read"), dumpJson(wanted), stall, std::move(callbacks));
            },
            isFileAnswer, passed);
        if (got && got->headers.find(files_header) != nullptr)
            break;
        link_->answered(false);
    }
    if (!got)
        return propagate(got);
    return readFileAnswer(*got).map([&](net::Response response) {
        if (isFileAnswer(*got))
            response.body = passed->body();
        return response;
    });
}

Result<std::unique_ptr<IncomingFile>> CollectorFiles::write(const FilePath& file, NewFile::Existing existing)
{
    Json wanted = question(file);
    wanted["keep"] = existing == NewFile::Existing::Kept;
    const auto begun = ask("begin", wanted, short_work);
    if (!begun)
        return propagate(begun);
    std::string upload;
    MemberReader reader(*begun, "", MemberReader::Unknown::Ignored);
    reader.text("upload", upload);
    if (auto finished = reader.finish(); !finished)
        return propagate(finished);
    return std::make_unique<OutgoingFile>(link_, upload);
}

Result<void> CollectorFiles::makeDirectory(const FilePath& directory)
{
    return ask("make", question(directory), short_work).map([](const Json&) {});
}

Result<void> CollectorFiles::move(const FilePath& from, const FilePath& to)
{
    Json wanted = question(from);
    wanted["to"] = formatFilePath(to);
    return ask("move", wanted, short_work).map([](const Json&) {});
}

Result<void> CollectorFiles::remove(const FilePath& path)
{
    return ask("remove", question(path), long_work).map([](const Json&) {});
}

}  // namespace slipway
