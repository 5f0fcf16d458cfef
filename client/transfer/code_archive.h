// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace slipway {

inline constexpr std::uint64_t max_code_bytes = 512ull << 20;

/// A folder packed into a tar file of ours that goes away with this object.
class CodeArchive {
public:
    /// Packs the same content into the same bytes wherever it lies: see uploadCode(). `TooLarge` beyond
    /// max_code_bytes, `Canceled` as soon as `stopped` says so. Blocks.
    static Result<CodeArchive> pack(const std::filesystem::path& folder,
                                    const std::function<bool()>& stopped);
    ~CodeArchive();
    CodeArchive(CodeArchive&& other) noexcept;
    CodeArchive& operator=(CodeArchive&&) = delete;

    const std::filesystem::path& file() const { return file_; }
    const std::string& sha256() const { return sha256_; }
    std::uint64_t sizeBytes() const { return size_bytes_; }

private:
    explicit CodeArchive(std::filesystem::path file) : file_(std::move(file)) {}

    std::filesystem::path file_;
    std::string sha256_;
    std::uint64_t size_bytes_ = 0;
};

}  // namespace slipway
