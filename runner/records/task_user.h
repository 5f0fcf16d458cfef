// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <vector>

namespace slipway {

/// The Unix user that the commands of a task run as.
struct TaskUser {
    uid_t uid = 0;
    gid_t gid = 0;
    std::vector<gid_t> groups;  ///< Supplementary ones, such as those that may open the accelerators.
};

/// Makes the calling process, which must be root's and have one thread, that user's for good: it gains no
/// privileges by what it executes later. False with errno when the kernel refuses.
bool becomeUser(const TaskUser& user);

}  // namespace slipway
