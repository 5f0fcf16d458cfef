// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace slipway {

/// What a state means to the reader; each has its own colour, and shapes keep them apart without colour.
enum class StatusTone {
    Running,  ///< Filled dot.
    Done,     ///< Check mark.
    Waiting,  ///< Ring.
    Failed,   ///< Cross.
    Idle,     ///< Triangle: idle, or warned of.
    Neutral,  ///< Grey dot.
};

}  // namespace slipway
