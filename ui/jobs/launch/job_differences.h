// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json_changes.h"
#include "core/resources/specs.h"

#include <QString>

#include <vector>

namespace slipway {

/// What `to` has that `from` has not. Whether it was stopped does not count.
std::vector<MemberChange> jobDifferences(const JobSpec& from, const JobSpec& to);

/// "flavor: gpu-1 → gpu-2", one a line.
QString differencesText(const std::vector<MemberChange>& differences);

}  // namespace slipway
