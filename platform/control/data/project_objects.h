// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <optional>
#include <string>
#include <vector>

namespace slipway {

/// The objects of projects, as far as controllers look after them: by a project and a prefix of its keys,
/// which is empty for everything or ends in '/'. Nothing waits for a network: what takes longer goes on by
/// itself, and its outcome is had by asking again.
class ProjectObjects {
public:
    virtual ~ProjectObjects() = default;

    /// Makes room for a project's objects.
    virtual Result<void> prepare(const std::string& project) = 0;

    /// The keys under a prefix, sorted, the first thousand; nothing while they are looked up.
    virtual Result<std::optional<std::vector<std::string>>> keys(const std::string& project,
                                                                 const std::string& prefix) = 0;

    /// Deletes everything under a prefix; false while that goes on. What is absent is deleted.
    virtual Result<bool> remove(const std::string& project, const std::string& prefix) = 0;
};

}  // namespace slipway
