// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hash.h"
#include "core/result.h"
#include "net/http.h"
#include "platform/objects/files/object_info.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace slipway {

/// CRC-64/NVME of `bytes`, continued from `seed` (0 to start).
std::uint64_t crc64Nvme(std::string_view bytes, std::uint64_t seed = 0);

/// Everything that a client says its body hashes to, computed while the body goes by.
class PayloadChecksums {
public:
    /// Reads Content-MD5, x-amz-checksum-* and, from x-amz-trailer, what will follow the body.
    /// "InvalidDigest" when one cannot be read, "NotImplemented" for x-amz-checksum-sha1. `payload_hash` is
    /// what was signed.
    static Result<PayloadChecksums> expect(const net::Headers& headers, std::string_view payload_hash);

    /// Also computes SHA-256, whatever the client says.
    void wantSha256();
    void update(std::string_view bytes);
    /// A field that came behind the body; "InvalidRequest" when it was not announced.
    Result<void> trailer(const std::string& name, const std::string& value);

    /// "XAmzContentSHA256Mismatch" or "BadDigest" when something does not match; writes etag, sha256 and
    /// checksums.
    Result<void> finish(ObjectInfo& info);

private:
    Result<void> expectChecksum(const std::string& name, const std::string& value);
    /// The value of one of `expected_` in base64.
    std::string computed(const std::string& name);

    Md5 md5_;
    std::optional<Sha256> sha256_;
    std::uint32_t crc32_ = 0;
    std::uint32_t crc32c_ = 0;
    std::uint64_t crc64_ = 0;
    std::string payload_hash_;  ///< Hex; empty when the body was not signed as a whole.
    std::string content_md5_;   ///< Raw bytes; empty when absent.
    std::map<std::string, std::string>
        expected_;  ///< "crc32" and its like to base64; empty until its trailer.
    std::string sha256_hex_;
};

}  // namespace slipway
