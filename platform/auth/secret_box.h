// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace slipway {

/// Encrypts secrets at rest with AES-256-GCM under a key that lies outside the database. Thread-safe.
class SecretBox {
public:
    enum class WhenAbsent { Make, Fail };
    /// Reads the key from `file`, or makes it (0600) when the file is absent. A file that others can read, or
    /// of the wrong size, is refused.
    static Result<SecretBox> open(const std::filesystem::path& file, WhenAbsent absent = WhenAbsent::Make);

    /// Makes a new key in `file`, which must not exist.
    static Result<SecretBox> make(const std::filesystem::path& file);

    /// A key of 32 bytes for one purpose, which does not tell the master key.
    std::string derive(std::string_view purpose) const;

    /// Ciphertext bound to `context` (such as the access key it belongs to); base64.
    std::string seal(std::string_view plaintext, std::string_view context) const;
    /// `DataLoss` when the text was changed or belongs to another context.
    Result<std::string> unseal(std::string_view sealed, std::string_view context) const;

private:
    explicit SecretBox(std::string key) : key_(std::move(key)) {}

    std::string key_;
};

}  // namespace slipway
