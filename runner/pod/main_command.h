// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runner/pod/pod_layout.h"

namespace slipway {

/// Carries out the task that a pod was handed, as the first process of its container "main"; returns the code
/// to end with, or ends with it: the command's own, 128 and the signal's number, or 1.
int runPodMain(const PodLayout& layout);

}  // namespace slipway
