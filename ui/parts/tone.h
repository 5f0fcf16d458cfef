// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/phase.h"
#include "widgets/theme/status_tone.h"

#include <string>

namespace slipway {

/// What a phase means to the reader.
StatusTone toneOf(Phase phase);
/// Of a dataset.
StatusTone toneOfDataset(const std::string& phase);

}  // namespace slipway
