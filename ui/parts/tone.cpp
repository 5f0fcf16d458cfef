// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/tone.h"

namespace slipway {

StatusTone toneOf(Phase phase)
{
    switch (phase) {
    case Phase::Pending:
    case Phase::Queued:
    case Phase::Starting:
        return StatusTone::Waiting;
    case Phase::Running:
        return StatusTone::Running;
    case Phase::Succeeded:
        return StatusTone::Done;
    case Phase::Failed:
    case Phase::Lost:
        return StatusTone::Failed;
    case Phase::Stopping:
    case Phase::Released:
    case Phase::Stopped:
        return StatusTone::Neutral;
    }
    return StatusTone::Neutral;
}

StatusTone toneOfDataset(const std::string& phase)
{
    return phase == "Ready" ? StatusTone::Done : StatusTone::Waiting;
}

}  // namespace slipway
