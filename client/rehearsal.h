// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session.h"

#include <string>

namespace slipway {

/// Session::update() with everything checked and nothing changed: the answer is the resource as it would be,
/// of the next generation where there would be one.
CallHandle rehearseUpdate(const Session& session, const Resource& resource, Answer<Resource> done,
                          const std::string& reason = {});

}  // namespace slipway
