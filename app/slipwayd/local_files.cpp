// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayd/local_files.h"

namespace slipway {

Result<std::filesystem::path> LocalFiles::directoryOf(const WorkloadFiles& files) const
{
    if (!files.cluster.empty() && files.cluster != home_)
        return filesOutOfReach();
    const std::filesystem::path directory = files.environment.empty()
                                                ? layout_.attempt(files.task, files.attempt).path() / "work"
                                                : layout_.environment(files.environment) / "home";
    std::error_code error;
    if (std::filesystem::is_directory(directory, error))
        return directory;
    return fail(ErrorCode::NotFound, "There are no files yet: they are made when it first starts.",
                "no-files-yet", "path");
}

}  // namespace slipway
