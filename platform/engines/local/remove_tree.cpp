// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/local/remove_tree.h"

namespace slipway {

namespace {

void makeWritable(const std::filesystem::path& directory)
{
    using std::filesystem::perms;
    std::error_code error;
    if (std::filesystem::is_symlink(directory, error) || !std::filesystem::is_directory(directory, error)) {
        return;
    }
    std::filesystem::permissions(directory, perms::owner_all, std::filesystem::perm_options::add, error);
    for (auto entry = std::filesystem::directory_iterator(directory, error);
         !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        makeWritable(entry->path());
    }
}

}  // namespace

Result<void> removeTree(const std::filesystem::path& path)
{
    std::error_code error;
    std::filesystem::remove_all(path, error);
    if (error) {
        makeWritable(path);
        std::filesystem::remove_all(path, error);
    }
    if (error) {
        return fail(ErrorCode::Unavailable, "Cannot delete " + path.string() + ": " + error.message() + ".");
    }
    return {};
}

}  // namespace slipway
