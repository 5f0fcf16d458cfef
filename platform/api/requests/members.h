// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "core/result.h"

#include <vector>

namespace slipway {

class Store;
class Transaction;

/// Whether the member's role fits where it belongs: roles of a project in projects, administrators on the
/// platform.
Result<void> checkMemberPlace(const Resource& member);

/// The administrators there are besides `member`; none asked for when it is not one itself.
Result<std::vector<ResourceId>> administratorsBeside(Store& store, const Resource& member);

/// `Conflict` when nobody would be left to run the platform without `member`: none of `others` is there any
/// more as the transaction sees it.
Result<void> checkNotLastAdministrator(Transaction& transaction, const Resource& member,
                                       const std::vector<ResourceId>& others);

}  // namespace slipway
