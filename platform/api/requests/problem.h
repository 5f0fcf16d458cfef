// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "net/serve/server.h"

#include <string>

namespace slipway {

/// The HTTP status of an error: that of its code, but for the few types that have one of their own.
int problemStatus(const Error& error);

/// The error as `application/problem+json`.
net::Response problemResponse(const Error& error);

/// A JSON answer that nobody may keep.
net::Response jsonResponse(int status, std::string body);

}  // namespace slipway
