// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/transfer/folder_sender.h"

#include "client/transfer/local_etag.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

namespace slipway {
namespace {

constexpr std::uint64_t max_parts = 10'000;
constexpr std::uint64_t part_step = 1u << 20;
constexpr std::chrono::milliseconds tick_interval{50};

std::string etagOf(const net::FetchResponse& answer)
{
    const std::string* header = answer.headers.find("ETag");
    std::string etag = header ? *header : std::string();
    std::erase(etag, '"');
    return etag;
}

}  // namespace

/// A file on its way in parts.
struct FolderSender::LargeFile {
    FolderScan::File file;
    std::string key;
    std::string upload_id;
    FilePart::Stamp stamp;  ///< All parts must be of this state of the file.
    std::uint64_t part_bytes = 0;
    std::map<int, s3::PartEntry> there;  ///< What an earlier upload left behind.
    std::mutex mutex;
    std::vector<s3::PartEntry> parts;  ///< By number - 1.
    std::size_t remaining = 0;

    std::uint64_t offset(int number) const { return static_cast<std::uint64_t>(number - 1) * part_bytes; }
    std::uint64_t size(int number) const { return std::min(part_bytes, file.size_bytes - offset(number)); }
};

FolderSender::FolderSender(TransferGate& gate, const DatasetUploadOptions& options, const FolderScan& scan,
                           DatasetPlace place)
    : gate_(gate),
      options_(options),
      scan_(scan),
      place_(std::move(place)),
      bucket_(gate, place_.endpoint, place_.bucket)
{
}

UploadProgress FolderSender::progress() const
{
    return {files_done_, scan_.files.size(),
            static_cast<std::uint64_t>(std::max<std::int64_t>(bytes_done_, 0)), scan_.size_bytes};
}

Result<void> FolderSender::send(const std::function<void()>& tick)
{
    if (auto read = readPresent(); !read)
        return read;
    TaskPool pool(
        options_.parallel, [this] { return nextTask(); }, [this] { gate_.close(); });
    pool_ = &pool;
    pool.start();
    return pool.finish(tick_interval, tick);
}

Result<void> FolderSender::readPresent()
{
    auto objects = bucket_.list(place_.prefix);
    if (!objects)
        return propagate(objects);
    std::map<std::string, s3::ObjectEntry> foreign;
    for (auto& object : *objects)
        foreign.emplace(object.key, std::move(object));
    for (const auto& file : scan_.files)
        if (auto node = foreign.extract(key(file)))
            present_.insert(std::move(node));
    if (!foreign.empty())
        return fail(
            ErrorCode::Conflict,
            fmt::format(
                "The unfinished dataset \"{}\" already holds {} files that the folder has not, such as "
                "\"{}\". Continue with the folder it was begun from, or delete the dataset.",
                options_.name, foreign.size(), foreign.begin()->first.substr(place_.prefix.size())),
            "other-folder", "folder");
    // Without this list large files are sent from their start, which costs time and nothing else.
    if (const auto uploads = bucket_.listUploads(place_.prefix))
        for (const auto& upload : *uploads)
            uploads_[upload.key] = upload.upload_id;
    return {};
}

TaskPool::Task FolderSender::nextTask()
{
    if (next_file_ == scan_.files.size())
        return {};
    const FolderScan::File& file = scan_.files[next_file_++];
    return [this, &file] { return sendFile(file); };
}

Result<void> FolderSender::sendFile(const FolderScan::File& file)
{
    const auto present = isPresent(file);
    if (!present)
        return propagate(present);
    if (*present) {
        bytes_done_ += static_cast<std::int64_t>(file.size_bytes);
        ++files_done_;
        return {};
    }
    return file.size_bytes > 2 * options_.part_bytes ? beginLarge(file) : sendWhole(file);
}

Result<bool> FolderSender::isPresent(const FolderScan::File& file)
{
    const auto found = present_.find(key(file));
    if (found == present_.end() || found->second.size_bytes != file.size_bytes)
        return false;
    const bool in_parts = found->second.etag.find('-') != std::string::npos;
    const auto etag = localEtag(options_.folder / file.relative, file.size_bytes,
                                in_parts ? partBytes(file.size_bytes) : 0, [this] { return gate_.closed(); });
    if (!etag)
        return propagate(etag);
    return *etag == found->second.etag;
}

Result<net::FetchResponse> FolderSender::transfer(BucketRequest request,
                                                  const std::shared_ptr<FilePart>& part)
{
    request.source = part;
    std::int64_t counted = 0;
    const auto count = [&](std::uint64_t sent) {
        const auto now_sent = static_cast<std::int64_t>(std::min(sent, part->size()));
        bytes_done_ += now_sent - std::exchange(counted, now_sent);
    };
    auto answer = bucket_.send(request, [&](std::uint64_t sent, std::uint64_t) { count(sent); });
    // A file that was changed between hashing and sending is refused by the store; say what really happened.
    if (auto unchanged = part->checkUnchanged(); !unchanged)
        return propagate(unchanged);
    if (answer)
        count(part->size());
    return answer;
}

Result<void> FolderSender::sendWhole(const FolderScan::File& file)
{
    auto part = FilePart::open(options_.folder / file.relative, file.size_bytes, 0, file.size_bytes);
    if (!part)
        return propagate(part);
    const auto digests = (*part)->digests([this] { return gate_.closed(); });
    if (!digests)
        return propagate(digests);
    BucketRequest request;
    request.method = "PUT";
    request.key = key(file);
    request.payload_sha256 = digests->sha256;
    request.payload_md5 = digests->md5;
    const auto answer = transfer(std::move(request), *part);
    if (!answer)
        return propagate(answer);
    ++files_done_;
    return {};
}

std::uint64_t FolderSender::partBytes(std::uint64_t file_bytes) const
{
    const std::uint64_t least = (file_bytes + max_parts - 1) / max_parts;
    return least <= options_.part_bytes ? options_.part_bytes
                                        : (least + part_step - 1) / part_step * part_step;
}

Result<void> FolderSender::beginLarge(const FolderScan::File& file)
{
    auto large = std::make_shared<LargeFile>();
    large->file = file;
    large->key = key(file);
    large->part_bytes = partBytes(file.size_bytes);
    const auto first = FilePart::open(options_.folder / file.relative, file.size_bytes, 0, 0);
    if (!first)
        return propagate(first);
    large->stamp = (*first)->opened();
    if (auto opened = openUpload(*large); !opened)
        return opened;
    large->remaining = (file.size_bytes + large->part_bytes - 1) / large->part_bytes;
    large->parts.resize(large->remaining);
    for (int number = 1; number <= static_cast<int>(large->parts.size()); ++number)
        pool_->add([this, large, number] { return sendPart(large, number); });
    return {};
}

Result<void> FolderSender::openUpload(LargeFile& large)
{
    if (const auto begun = uploads_.find(large.key); begun != uploads_.end()) {
        if (const auto parts = bucket_.listParts(large.key, begun->second)) {
            large.upload_id = begun->second;
            for (const auto& part : *parts)
                large.there[part.number] = part;
            return {};
        }
    }
    BucketRequest request;
    request.method = "POST";
    request.key = large.key;
    request.query = {{"uploads", ""}};
    const auto answer = bucket_.send(request);
    if (!answer)
        return propagate(answer);
    auto id = s3::readUploadId(answer->body);
    if (!id)
        return propagate(id);
    large.upload_id = *id;
    return {};
}

Result<void> FolderSender::sendPart(const std::shared_ptr<LargeFile>& large, int number)
{
    const auto etag = sendPartBytes(*large, number);
    if (!etag)
        return propagate(etag);
    {
        std::lock_guard lock(large->mutex);
        large->parts[static_cast<std::size_t>(number - 1)] = {number, large->size(number), *etag};
        if (--large->remaining > 0)
            return {};
    }
    return completeLarge(*large);
}

Result<std::shared_ptr<FilePart>> FolderSender::openPart(const LargeFile& large, int number)
{
    auto part = FilePart::open(options_.folder / large.file.relative, large.file.size_bytes,
                               large.offset(number), large.size(number));
    if (!part)
        return part;
    if (auto same = (*part)->checkOpened(large.stamp); !same)
        return propagate(same);
    return part;
}

Result<std::string> FolderSender::sendPartBytes(LargeFile& large, int number)
{
    auto part = openPart(large, number);
    if (!part)
        return propagate(part);
    const auto digests = (*part)->digests([this] { return gate_.closed(); });
    if (!digests)
        return propagate(digests);
    const auto there = large.there.find(number);
    if (there != large.there.end() && there->second.size_bytes == large.size(number) &&
        there->second.etag == digests->md5) {
        bytes_done_ += static_cast<std::int64_t>(large.size(number));
        return digests->md5;
    }
    BucketRequest request;
    request.method = "PUT";
    request.key = large.key;
    request.query = {{"partNumber", std::to_string(number)}, {"uploadId", large.upload_id}};
    request.payload_sha256 = digests->sha256;
    request.payload_md5 = digests->md5;
    const auto answer = transfer(std::move(request), *part);
    if (!answer)
        return propagate(answer);
    return etagOf(*answer);
}

Result<void> FolderSender::completeLarge(LargeFile& large)
{
    // Between two parts nothing was open to tell of a change.
    if (const auto last = openPart(large, static_cast<int>(large.parts.size())); !last)
        return propagate(last);
    BucketRequest request;
    request.method = "POST";
    request.key = large.key;
    request.query = {{"uploadId", large.upload_id}};
    request.body = s3::writeParts(large.parts);
    // The store may copy for minutes before it answers.
    request.stall_timeout = {};
    const auto answer = bucket_.send(request);
    if (!answer)
        return propagate(answer);
    // S3 may answer 200 and tell of a failure in the body.
    if (const auto problem = s3::readProblem(answer->body); !problem.code.empty())
        return fail(ErrorCode::Unavailable,
                    fmt::format("The store could not put {} together: {}", large.key, problem.message),
                    problem.code);
    ++files_done_;
    return {};
}

Result<void> FolderSender::verify()
{
    const auto objects = bucket_.list(place_.prefix);
    if (!objects)
        return propagate(objects);
    std::map<std::string, std::uint64_t> sizes;
    for (const auto& object : *objects)
        sizes.emplace(object.key, object.size_bytes);
    for (const auto& file : scan_.files) {
        const auto found = sizes.find(key(file));
        if (found == sizes.end() || found->second != file.size_bytes)
            return fail(
                ErrorCode::DataLoss,
                fmt::format("The store does not hold the file \"{}\" as it was sent. Upload again to send "
                            "what is missing.",
                            file.relative),
                "incomplete-upload");
    }
    if (sizes.size() != scan_.files.size())
        return fail(
            ErrorCode::DataLoss,
            fmt::format("The store holds {} files where {} were sent. Somebody else writes to the dataset; "
                        "delete it and upload again.",
                        sizes.size(), scan_.files.size()),
            "foreign-files");
    return {};
}

}  // namespace slipway
