// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "net/fetch/fetcher.h"
#include "net/serve/server.h"

namespace slipway {

/// What a collector's answer about files says, or the error that it tells of, with that one's code and type.
/// `Unavailable` for what is no such answer.
Result<Json> readCollectorAnswer(const net::FetchResponse& answer);

/// Whether the body behind this head is a file's.
bool isFileAnswer(const net::FetchResponse& head);

/// The response that a file's head stands for, without the body; else the error as above.
Result<net::Response> readFileAnswer(const net::FetchResponse& head);

/// `Unavailable` (type "files-of-older-pod"): its collector knows nothing of files yet.
tl::unexpected<Error> filesOfOlderPod();

}  // namespace slipway
