// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/specs.h"

#include <QString>

#include <string>
#include <vector>

namespace slipway {

/// One member of a job's spec that is not what it was.
struct JobDifference {
    std::string member;  ///< As errors name it: "spec.flavor", "spec.params.lr".
    QString from;        ///< Empty where there was none.
    QString to;

    bool operator==(const JobDifference&) const = default;
};

/// What `to` has that `from` has not, in the order of the members' names. Whether it was stopped does not
/// count.
std::vector<JobDifference> jobDifferences(const JobSpec& from, const JobSpec& to);

/// "flavor: gpu-1 → gpu-2", one a line.
QString differencesText(const std::vector<JobDifference>& differences);

}  // namespace slipway
