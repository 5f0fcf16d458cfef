// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/files/object_info.h"

#include "core/hash.h"
#include "core/json.h"
#include "platform/objects/s3_error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/xattr.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>
#include <vector>

namespace slipway {

namespace {

constexpr const char* attribute = "user.slipway";
constexpr std::uint64_t hashed_in_place = 32u << 20;

std::int64_t modifiedNs(const struct stat& status)
{
    return std::int64_t(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec;
}

std::map<std::string, std::string> textsOf(const Json& object, const char* member)
{
    std::map<std::string, std::string> texts;
    const auto found = object.find(member);
    if (found == object.end() || !found->is_object())
        return texts;
    for (const auto& [name, value] : found->items()) {
        if (value.is_string())
            texts.emplace(name, value.get<std::string>());
    }
    return texts;
}

std::optional<ObjectInfo> readAttribute(int fd, const struct stat& status)
{
    std::array<char, 8192> buffer;
    const ssize_t length = ::fgetxattr(fd, attribute, buffer.data(), buffer.size());
    if (length < 0)
        return std::nullopt;
    const Result<Json> json = parseJson({buffer.data(), static_cast<std::size_t>(length)});
    if (!json || !json->is_object())
        return std::nullopt;
    ObjectInfo info;
    info.size_bytes = static_cast<std::uint64_t>(status.st_size);
    info.modified_ns = modifiedNs(status);
    const auto text = [&](const char* member) {
        const auto found = json->find(member);
        return found != json->end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    // Numbers are kept as text: a damaged attribute then only fails to match.
    if (text("size") != std::to_string(info.size_bytes) || text("mtime") != std::to_string(info.modified_ns))
        return std::nullopt;
    info.etag = text("etag");
    info.sha256 = text("sha256");
    info.checksums = textsOf(*json, "checksums");
    info.headers = textsOf(*json, "headers");
    info.metadata = textsOf(*json, "metadata");
    if (info.etag.empty())
        return std::nullopt;
    return info;
}

Result<std::string> md5Of(int fd, std::uint64_t size)
{
    Md5 md5;
    std::vector<char> buffer(256u << 10);
    for (std::uint64_t at = 0; at < size;) {
        const ssize_t got = ::pread(fd, buffer.data(), buffer.size(), static_cast<off_t>(at));
        if (got < 0)
            return s3FailErrno(errno, "An object cannot be read");
        if (got == 0)
            break;
        md5.update({buffer.data(), static_cast<std::size_t>(got)});
        at += static_cast<std::uint64_t>(got);
    }
    return hex(md5.finish());
}

}  // namespace

Result<ObjectInfo> readObjectInfo(int fd)
{
    struct stat status {};
    if (::fstat(fd, &status) != 0)
        return s3FailErrno(errno, "An object cannot be read");
    if (std::optional<ObjectInfo> known = readAttribute(fd, status))
        return std::move(*known);
    ObjectInfo info;
    info.size_bytes = static_cast<std::uint64_t>(status.st_size);
    info.modified_ns = modifiedNs(status);
    if (info.size_bytes > hashed_in_place) {
        Md5 identity;
        identity.update(
            fmt::format("{} {} {} {}", status.st_dev, status.st_ino, info.size_bytes, info.modified_ns));
        info.etag = hex(identity.finish()) + "-1";
        return info;
    }
    Result<std::string> etag = md5Of(fd, info.size_bytes);
    if (!etag)
        return propagate(etag);
    info.etag = std::move(*etag);
    struct stat after {};
    const bool still =
        ::fstat(fd, &after) == 0 && after.st_size == status.st_size && modifiedNs(after) == info.modified_ns;
    if (still)
        (void)writeObjectInfo(fd, info);  // Only a cache: without it the next reader computes it again.
    return info;
}

Result<void> writeObjectInfo(int fd, ObjectInfo info)
{
    struct stat status {};
    if (::fstat(fd, &status) != 0)
        return s3FailErrno(errno, "An object cannot be read");
    Json json;
    json["size"] = std::to_string(status.st_size);
    json["mtime"] = std::to_string(modifiedNs(status));
    json["etag"] = info.etag;
    if (!info.sha256.empty())
        json["sha256"] = info.sha256;
    for (const auto& [member, texts] :
         {std::pair("checksums", &info.checksums), std::pair("headers", &info.headers),
          std::pair("metadata", &info.metadata)}) {
        if (!texts->empty())
            json[member] = *texts;
    }
    const std::string text = dumpJson(json);
    if (::fsetxattr(fd, attribute, text.data(), text.size(), 0) == 0 || errno == ENOTSUP)
        return {};
    return s3FailErrno(errno, "An object's attributes cannot be written");
}

}  // namespace slipway
