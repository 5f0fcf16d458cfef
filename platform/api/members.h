// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resource.h"
#include "core/result.h"

namespace slipway {

class Store;
class Transaction;

/// Whether the member's role fits where it belongs: roles of a project in projects, administrators on the
/// platform.
Result<void> checkMemberPlace(const Resource& member);

/// `Conflict` when nobody would be left to run the platform without `member`.
Result<void> checkNotLastAdministrator(Store& store, const Resource& member);

}  // namespace slipway
