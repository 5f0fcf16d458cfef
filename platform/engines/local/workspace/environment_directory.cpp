// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/local/workspace/environment_directory.h"

namespace slipway {

Result<void> EnvironmentDirectory::create(const std::optional<TaskUser>& user) const
{
    std::error_code error;
    std::filesystem::create_directories(home(), error);
    if (!error) {
        std::filesystem::permissions(path_, std::filesystem::perms::owner_all, error);
    }
    if (error) {
        return fail(ErrorCode::Unavailable, "Cannot make " + home().string() + ": " + error.message() + ".");
    }
    return giveTreeTo(user, path_);
}

}  // namespace slipway
