// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <curl/curl.h>

#include <string>

namespace slipway::net {

/// What went wrong with a transfer to `peer` ("127.0.0.1:8470"), as a sentence that holds nothing of the
/// request.
Error curlError(CURL* easy, CURLcode code, const std::string& peer);

}  // namespace slipway::net
