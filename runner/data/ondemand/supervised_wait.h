// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runner/data/data_plan.h"
#include "runner/opens/open_support.h"
#include "runner/records/attempt_directory.h"

#include <functional>

namespace slipway {

/// What the stage that fetches leaves for who serves its datasets' files, a FileTable.
std::filesystem::path fileTableOf(const AttemptDirectory& attempt);

/// waitInContainer() by a child, while this process fetches the datasets of the plan as they are opened by
/// the child's stages. It stays above them all, which lets it see what they open, and passes signals on.
///
/// Ends the process with what `conclude` returns once the child has ended: whatever is still being fetched
/// has nobody left who waits for it. For a process with one thread.
[[noreturn]] void waitSupervised(const AttemptDirectory& attempt, const DataPlan& plan, OpenSupport support,
                                 const std::function<int()>& conclude);

}  // namespace slipway
