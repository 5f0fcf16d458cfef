// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runner/pod/pod_layout.h"

namespace slipway {

/// Says on standard output whether this pod reaches the store of objects; 0 when it does.
int runPodReach(const PodLayout& layout);

}  // namespace slipway
