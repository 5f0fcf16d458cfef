// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/operations/code_keys.h"

#include "platform/objects/s3_error.h"

namespace slipway {

bool isCode(std::string_view key)
{
    return key.starts_with("code/");
}

Result<void> checkCode(std::string_view key, const std::string& sha256)
{
    if (!isCode(key) || key == "code/" + sha256 + ".tar")
        return {};
    return s3Fail("BadDigest", "A key \"code/SHA256.tar\" must carry the SHA-256 of its content.");
}

Result<void> refuseCode(std::string_view key)
{
    if (!isCode(key))
        return {};
    return s3Fail("InvalidRequest", "Code is uploaded in one put, so that its hash can be checked.");
}

}  // namespace slipway
