// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace slipway {

/// Whether a command is this process itself, or one that outlives whoever started it.
enum class RunMode { Foreground, Detached };

}  // namespace slipway
