// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/slipwayd/settings.h"

#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// One thing that was looked at.
struct Finding {
    enum class Grade { Well, Notable, Wrong };
    Grade grade = Grade::Well;
    std::string subject;  ///< "disk"
    std::string said;     ///< A sentence: what was found.
    std::string advice;   ///< A sentence: what to do; empty when it is well.
};

/// "ok", "note" or "WRONG".
std::string_view name(Finding::Grade grade);

/// Looks at everything that slipwayd needs on this machine and in its data directory, whether or not it runs,
/// and changes nothing.
std::vector<Finding> findProblems(const Settings& settings);

}  // namespace slipway
