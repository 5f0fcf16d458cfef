// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace slipway {

using Sha256Digest = std::array<unsigned char, 32>;

/// SHA-256 over bytes that arrive in pieces. Not thread-safe.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;

    void update(std::string_view bytes);
    /// The digest of everything so far; the object takes no more bytes afterwards.
    Sha256Digest finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// MD5 over bytes that arrive in pieces; only for S3's ETag and Content-MD5. Not thread-safe.
class Md5 {
public:
    Md5();
    ~Md5();
    Md5(Md5&&) noexcept;
    Md5& operator=(Md5&&) noexcept;

    void update(std::string_view bytes);
    std::array<unsigned char, 16> finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

Sha256Digest sha256(std::string_view bytes);
Sha256Digest hmacSha256(std::string_view key, std::string_view message);

/// SHA-256 of a file's content, read in pieces, as lower-case hex.
Result<std::string> sha256File(const std::filesystem::path& file);

/// CRC-32C (Castagnoli), continued from `seed` (0 to start).
std::uint32_t crc32c(std::string_view bytes, std::uint32_t seed = 0);
/// CRC-32 (ISO-HDLC, as zlib), continued from `seed` (0 to start).
std::uint32_t crc32(std::string_view bytes, std::uint32_t seed = 0);

/// True when equal; takes the same time wherever they differ. Different lengths differ at once.
bool equalSecrets(std::string_view a, std::string_view b);

std::string hex(std::string_view bytes);
template <std::size_t N>
std::string hex(const std::array<unsigned char, N>& bytes)
{
    return hex(std::string_view(reinterpret_cast<const char*>(bytes.data()), N));
}
Result<std::string> unhex(std::string_view text);
std::string base64(std::string_view bytes);
template <std::size_t N>
std::string base64(const std::array<unsigned char, N>& bytes)
{
    return base64(std::string_view(reinterpret_cast<const char*>(bytes.data()), N));
}
Result<std::string> unbase64(std::string_view text);

}  // namespace slipway
