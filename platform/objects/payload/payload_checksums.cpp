// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/payload/payload_checksums.h"

#include "platform/objects/s3_error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace slipway {

namespace {

constexpr std::string_view header_prefix = "x-amz-checksum-";

/// Table of the reflected polynomial 0x9a6c9329ac4bc9b5 (NVM Express base specification).
constexpr std::array<std::uint64_t, 256> makeTable()
{
    std::array<std::uint64_t, 256> table{};
    for (std::uint64_t i = 0; i < 256; ++i) {
        std::uint64_t value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = (value >> 1) ^ ((value & 1) ? 0x9a6c9329ac4bc9b5ull : 0);
        table[i] = value;
    }
    return table;
}

template <class Number>
std::string bigEndian(Number number)
{
    std::string bytes;
    for (int shift = int(sizeof number) * 8 - 8; shift >= 0; shift -= 8)
        bytes += static_cast<char>((number >> shift) & 0xff);
    return bytes;
}

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::size_t digestBytes(std::string_view name)
{
    if (name == "crc32" || name == "crc32c")
        return 4;
    return name == "crc64nvme" ? 8 : name == "sha256" ? 32 : 0;
}

}  // namespace

std::uint64_t crc64Nvme(std::string_view bytes, std::uint64_t seed)
{
    static constexpr std::array<std::uint64_t, 256> table = makeTable();
    std::uint64_t value = ~seed;
    for (const char byte : bytes)
        value = (value >> 8) ^ table[(value ^ static_cast<unsigned char>(byte)) & 0xff];
    return ~value;
}

Result<PayloadChecksums> PayloadChecksums::expect(const net::Headers& headers, std::string_view payload_hash)
{
    PayloadChecksums sums;
    if (payload_hash.size() == 64) {
        sums.payload_hash_ = lower(std::string(payload_hash));
        sums.wantSha256();
    }
    if (const std::string* md5 = headers.find("content-md5")) {
        Result<std::string> bytes = unbase64(*md5);
        if (!bytes || bytes->size() != 16)
            return s3Fail("InvalidDigest", "Content-MD5 must be the base64 of 16 bytes.");
        sums.content_md5_ = std::move(*bytes);
    }
    for (const auto& [name, value] : headers.all()) {
        const std::string field = lower(name);
        const bool algorithm = field.starts_with(header_prefix) && field != "x-amz-checksum-mode" &&
                               field != "x-amz-checksum-type" && field != "x-amz-checksum-algorithm";
        if (algorithm || (field == "x-amz-trailer" && lower(value).starts_with(header_prefix))) {
            const std::string checksum = lower(algorithm ? field : value).substr(header_prefix.size());
            if (const Result<void> known = sums.expectChecksum(checksum, algorithm ? value : std::string());
                !known)
                return propagate(known);
        }
    }
    return sums;
}

Result<void> PayloadChecksums::expectChecksum(const std::string& name, const std::string& value)
{
    const std::size_t size = digestBytes(name);
    if (size == 0)
        return s3Fail("NotImplemented",
                      fmt::format("The checksum \"{}\" is not offered here. Use crc32, crc32c, "
                                  "crc64nvme or sha256.",
                                  name));
    if (!value.empty()) {
        const Result<std::string> bytes = unbase64(value);
        if (!bytes || bytes->size() != size)
            return s3Fail("InvalidRequest",
                          fmt::format("The value of x-amz-checksum-{} is not valid.", name));
    }
    if (name == "sha256")
        wantSha256();
    expected_.insert_or_assign(name, value);
    return {};
}

void PayloadChecksums::wantSha256()
{
    if (!sha256_)
        sha256_.emplace();
}

void PayloadChecksums::update(std::string_view bytes)
{
    md5_.update(bytes);
    if (sha256_)
        sha256_->update(bytes);
    for (const auto& [name, value] : expected_) {
        if (name == "crc32")
            crc32_ = crc32(bytes, crc32_);
        else if (name == "crc32c")
            crc32c_ = crc32c(bytes, crc32c_);
        else if (name == "crc64nvme")
            crc64_ = crc64Nvme(bytes, crc64_);
    }
}

Result<void> PayloadChecksums::trailer(const std::string& name, const std::string& value)
{
    const std::string field = lower(name);
    const std::string checksum =
        field.starts_with(header_prefix) ? field.substr(header_prefix.size()) : std::string();
    if (!expected_.contains(checksum))
        return s3Fail("InvalidRequest",
                      fmt::format("The trailer \"{}\" was not announced in x-amz-trailer.", name));
    return expectChecksum(checksum, value);
}

Result<void> PayloadChecksums::finish(ObjectInfo& info)
{
    const auto md5 = md5_.finish();
    info.etag = hex(md5);
    if (sha256_)
        sha256_hex_ = hex(sha256_->finish());
    info.sha256 = sha256_hex_;
    if (!payload_hash_.empty() && payload_hash_ != sha256_hex_)
        return s3Fail("XAmzContentSHA256Mismatch",
                      "The body does not hash to what X-Amz-Content-Sha256 says.");
    if (!content_md5_.empty() && content_md5_ != std::string(md5.begin(), md5.end()))
        return s3Fail("BadDigest", "The body does not hash to what Content-MD5 says. Send it again.");
    for (const auto& [name, value] : expected_) {
        const std::string sum = computed(name);
        if (value.empty())
            return s3Fail("IncompleteBody",
                          fmt::format("The announced trailer x-amz-checksum-{} is missing.", name));
        if (sum != value)
            return s3Fail("BadDigest",
                          fmt::format("The body's {} is not what the request says. Send it again.", name));
        info.checksums.insert_or_assign(name, sum);
    }
    return {};
}

std::string PayloadChecksums::computed(const std::string& name)
{
    if (name == "crc32")
        return base64(bigEndian(crc32_));
    if (name == "crc32c")
        return base64(bigEndian(crc32c_));
    if (name == "crc64nvme")
        return base64(bigEndian(crc64_));
    return base64(unhex(sha256_hex_).value_or(std::string()));
}

}  // namespace slipway
