// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "core/result.h"

#include <string>

namespace slipway {

struct Call;

/// What a POST or PUT asks for, its parts held against the path and each other: kind, project, name, labels
/// and canonical spec. Owner and whatever the platform decides is not taken from the body, but for `owner` of
/// an access key that an administrator makes.
Result<Resource> readWanted(const Call& call);

/// Where a request may say why it is made: the body is that of the resource where it is replaced.
enum class ReasonPlace { QueryOrBody, Query };

/// ?reason=... or, of a verb or a deletion, {"reason":"..."}; empty when there is none.
Result<std::string> readReason(const Call& call, ReasonPlace place = ReasonPlace::QueryOrBody);

}  // namespace slipway
