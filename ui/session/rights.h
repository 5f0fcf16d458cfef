// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"

#include <QString>

namespace slipway {

class Workspace;

/// Why whoever is signed in may not change this resource, as a sentence; empty when they may. The server
/// decides; this only says it before anybody has typed.
QString whyNotChangeable(const Workspace& workspace, const Resource& resource);

/// Whether the server asks for a reason: a workload that belongs to somebody else.
bool needsReason(const Workspace& workspace, const Resource& resource);

}  // namespace slipway
