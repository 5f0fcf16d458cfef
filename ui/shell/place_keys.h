// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/settings.h"
#include "ui/shell/workbench_view.h"

namespace slipway {

/// The keys that lead to a place.
const Setting<QString>& keysOf(WorkbenchView::Place place);

}  // namespace slipway
