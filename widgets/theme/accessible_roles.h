// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace slipway {

/// Tells Qt the roles of our own widgets, which it would else call mere panes; may be called often.
void installAccessibleRoles();

}  // namespace slipway
