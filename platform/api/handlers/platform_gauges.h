// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace slipway {

struct ApiContext;

/// What the platform looks like now, in Prometheus's text format: store, queue, tasks, GPUs, streams, disk.
std::string platformGauges(ApiContext& context);

}  // namespace slipway
