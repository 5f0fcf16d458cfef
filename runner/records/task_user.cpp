// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/records/task_user.h"

#include <grp.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace slipway {

bool becomeUser(const TaskUser& user)
{
    return ::setgroups(user.groups.size(), user.groups.data()) == 0 &&
           ::setresgid(user.gid, user.gid, user.gid) == 0 && ::setresuid(user.uid, user.uid, user.uid) == 0 &&
           ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}

}  // namespace slipway
