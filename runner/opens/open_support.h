// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

namespace slipway {

/// What this kernel, and the profile that the pod runs with, let the runner do about opens of its children.
struct OpenSupport {
    bool gives = false;  ///< It can open files for them (since Linux 5.14).
};

/// Tries it with a child; `Unimplemented`, with what is missing as a part of a sentence, when opens cannot be
/// watched. For a process with one thread.
Result<OpenSupport> tryWatchingOpens();

}  // namespace slipway
