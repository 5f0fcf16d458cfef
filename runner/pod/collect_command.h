// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runner/pod/pod_layout.h"

#include <string>

namespace slipway {

/// Serves main's records and streams on `address` until main has ended and the platform has everything, or
/// has not asked for it in time: what runs here keeps the pod's accelerators. Returns the code to end with.
int runPodCollect(const PodLayout& layout, const std::string& address);

}  // namespace slipway
