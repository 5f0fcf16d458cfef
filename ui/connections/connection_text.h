// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/profile.h"

#include <QString>

namespace slipway {

/// What people call the connection: "This computer" or its name.
QString connectionTitle(const Profile& profile);

/// Where it leads and as whom: "https://gpu.example.com, SLIPABC".
QString connectionPlace(const Profile& profile);

}  // namespace slipway
