// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/objects/s3_request.h"

#include <string_view>

namespace slipway {

/// The name of what a request asks for, as AWS calls it, such as "PutObject"; "Unknown" for what is not
/// offered.
std::string_view operationOf(const S3Request& request);

}  // namespace slipway
