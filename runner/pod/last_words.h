// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "runner/pod/feed_frames.h"
#include "runner/records/attempt_directory.h"

#include <functional>
#include <string_view>
#include <vector>

namespace slipway {

/// What a collector writes to its own standard output when the platform is away at the end: the ends of the
/// attempt's streams, and its records, as frames in base64, one a line. Clusters keep the output of
/// containers as long as the pod's object is there, and hand it out.
///
/// They keep ten megabytes of it and no more, so of large streams only the last megabytes come: whoever had
/// followed them until shortly before then misses nothing.
void writeLastWords(const AttemptDirectory& attempt, const std::function<void(std::string_view)>& write);

/// The frames of such an output; lines that are none, such as a warning, are left out.
std::vector<FeedFrame> readLastWords(std::string_view output);

}  // namespace slipway
