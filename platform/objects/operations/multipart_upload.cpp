// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/operations/multipart_upload.h"

#include "core/ids.h"
#include "core/json.h"
#include "platform/objects/s3_error.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <tuple>

namespace slipway {

namespace fs = std::filesystem;

namespace {

constexpr const char* description = "upload.json";
constexpr std::size_t id_length = 32;

tl::unexpected<Error> noSuchUpload()
{
    return s3Fail("NoSuchUpload", "There is no such multipart upload; it may be complete or aborted.");
}

std::string partName(std::uint64_t number, const std::string& etag)
{
    return fmt::format("{:05}.{}", number, etag);
}

std::optional<UploadPart> readPart(const fs::path& file)
{
    const std::string name = file.filename().string();
    if (name.size() != 38 || name[5] != '.')
        return std::nullopt;
    UploadPart part;
    if (std::from_chars(name.data(), name.data() + 5, part.number).ptr != name.data() + 5)
        return std::nullopt;
    part.etag = name.substr(6);
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0)
        return std::nullopt;
    part.size_bytes = static_cast<std::uint64_t>(status.st_size);
    part.modified = Timestamp(std::chrono::seconds(status.st_mtim.tv_sec) +
                              std::chrono::milliseconds(status.st_mtim.tv_nsec / 1'000'000));
    return part;
}

bool isId(const std::string& id)
{
    return id.size() == id_length &&
           std::all_of(id.begin(), id.end(), [](unsigned char c) { return std::isalnum(c); });
}

Result<void> syncDirectory(const fs::path& directory)
{
    const FileDescriptor opened(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened || ::fsync(opened.get()) != 0)
        return s3FailErrno(errno, "The upload could not be made durable");
    return {};
}

}  // namespace

Result<MultipartUpload> MultipartUpload::create(const fs::path& objects, MultipartUpload upload)
{
    upload.id = newSecret(id_length);
    upload.initiated = now();
    upload.directory_ = uploadsDirectory(objects) / upload.id;
    Json json;
    json["bucket"] = upload.bucket;
    json["key"] =
        std::vector<unsigned char>(upload.key.begin(), upload.key.end());  // Keys need not be UTF-8.
    json["owner"] = upload.owner;
    json["initiated"] = formatTimestamp(upload.initiated);
    json["headers"] = upload.wishes.headers;
    json["metadata"] = upload.wishes.metadata;
    if (::mkdir(upload.directory_.c_str(), 0700) != 0)
        return s3FailErrno(errno, "The upload cannot be started");
    Result<UploadFile> file = UploadFile::create(objects);
    if (!file)
        return propagate(file);
    const Result<void> written = file->write(dumpJson(json));
    if (!written)
        return propagate(written);
    if (::fsync(file->fd()) != 0 ||
        ::rename(file->path().c_str(), (upload.directory_ / description).c_str()) != 0)
        return s3FailErrno(errno, "The upload cannot be started");
    const Result<void> durable =
        syncDirectory(upload.directory_).and_then([&] { return syncDirectory(uploadsDirectory(objects)); });
    if (!durable)
        return propagate(durable);
    return upload;
}

Result<MultipartUpload> MultipartUpload::read(const fs::path& directory)
{
    std::ifstream file(directory / description, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    const Result<Json> json = parseJson(text);
    if (!json)
        return noSuchUpload();
    try {
        MultipartUpload upload;
        upload.directory_ = directory;
        upload.id = directory.filename().string();
        upload.bucket = json->at("bucket").get<std::string>();
        const auto key = json->at("key").get<std::vector<unsigned char>>();
        upload.key.assign(key.begin(), key.end());
        upload.owner = json->at("owner").get<std::string>();
        upload.initiated = parseTimestamp(json->at("initiated").get<std::string>()).value_or(Timestamp());
        upload.wishes.headers = json->at("headers").get<std::map<std::string, std::string>>();
        upload.wishes.metadata = json->at("metadata").get<std::map<std::string, std::string>>();
        return upload;
    } catch (const nlohmann::json::exception&) {
        return noSuchUpload();
    }
}

Result<MultipartUpload> MultipartUpload::open(const fs::path& objects, const std::string& id,
                                              const std::string& bucket, const std::string& key)
{
    if (!isId(id))
        return noSuchUpload();
    Result<MultipartUpload> upload = read(uploadsDirectory(objects) / id);
    if (upload && (upload->bucket != bucket || upload->key != key))
        return noSuchUpload();
    return upload;
}

std::vector<MultipartUpload> MultipartUpload::list(const fs::path& objects, const std::string& bucket)
{
    std::vector<MultipartUpload> uploads;
    std::error_code error;
    for (fs::directory_iterator entry(uploadsDirectory(objects), error), end; !error && entry != end;
         entry.increment(error)) {
        Result<MultipartUpload> upload = read(entry->path());
        if (upload && upload->bucket == bucket)
            uploads.push_back(std::move(*upload));
    }
    std::sort(uploads.begin(), uploads.end(), [](const MultipartUpload& a, const MultipartUpload& b) {
        return std::tie(a.key, a.id) < std::tie(b.key, b.id);
    });
    return uploads;
}

Result<void> MultipartUpload::addPart(const UploadFile& file, std::uint64_t number,
                                      const std::string& etag) const
{
    if (::rename(file.path().c_str(), (directory_ / partName(number, etag)).c_str()) != 0)
        return errno == ENOENT ? noSuchUpload()
                               : s3FailErrno(errno, "The part could not be put in its place");
    return syncDirectory(directory_);
}

std::vector<UploadPart> MultipartUpload::allParts() const
{
    std::vector<UploadPart> parts;
    std::error_code error;
    for (fs::directory_iterator entry(directory_, error), end; !error && entry != end;
         entry.increment(error)) {
        if (std::optional<UploadPart> part = readPart(entry->path()))
            parts.push_back(std::move(*part));
    }
    return parts;
}

std::vector<UploadPart> MultipartUpload::parts() const
{
    std::map<std::uint64_t, UploadPart> newest;
    for (UploadPart& part : allParts()) {
        const auto [entry, added] = newest.try_emplace(part.number, part);
        if (!added && part.modified > entry->second.modified)
            entry->second = std::move(part);
    }
    std::vector<UploadPart> parts;
    for (auto& [number, part] : newest)
        parts.push_back(std::move(part));
    return parts;
}

Result<UploadPart> MultipartUpload::part(std::uint64_t number, const std::string& etag) const
{
    const bool plain = etag.size() == 32 && etag.find_first_not_of("0123456789abcdef") == etag.npos;
    const std::optional<UploadPart> part =
        plain && number <= 10'000 ? readPart(directory_ / partName(number, etag)) : std::nullopt;
    if (!part)
        return s3Fail("InvalidPart", fmt::format("Part {} was not uploaded with this ETag.", number));
    return *part;
}

Result<void> MultipartUpload::appendPart(const UploadPart& part, UploadFile& target) const
{
    const FileDescriptor file(
        ::open((directory_ / partName(part.number, part.etag)).c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (!file)
        return noSuchUpload();
    return target.append(file.get(), 0, part.size_bytes);
}

void MultipartUpload::remove() const
{
    std::error_code ignored;  // What is left is removed at the next start.
    fs::remove(directory_ / description, ignored);
    fs::remove_all(directory_, ignored);
}

}  // namespace slipway
