// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/signing/signature_v4.h"

#include <filesystem>
#include <string_view>

namespace slipway {

/// Reads the profile "default" of an AWS credentials file: aws_access_key_id, aws_secret_access_key and,
/// where there is one, aws_session_token. `InvalidArgument` says what is missing, and never repeats a secret.
Result<sigv4::Credentials> parseStoreCredentials(std::string_view text);

/// The same for a file; `PermissionDenied` when others than its owner can read it.
Result<sigv4::Credentials> readStoreCredentials(const std::filesystem::path& file);

}  // namespace slipway
