// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/workloads/saved_models.h"

#include <algorithm>

namespace slipway {

namespace fs = std::filesystem;

std::vector<std::string> savedModels(const fs::path& bucket, const std::string& prefix)
{
    constexpr std::size_t most = 1000;
    const fs::path directory = bucket / prefix;
    std::vector<std::string> keys;
    std::error_code error;
    if (!fs::is_directory(fs::symlink_status(directory, error)))
        return keys;
    fs::recursive_directory_iterator entry(directory, fs::directory_options::skip_permission_denied, error);
    for (const fs::recursive_directory_iterator end; !error && entry != end; entry.increment(error)) {
        std::error_code unreadable;
        const std::string key = prefix + "/" + entry->path().lexically_relative(directory).generic_string();
        if (entry->symlink_status(unreadable).type() == fs::file_type::regular && key.find("%~") == key.npos)
            keys.push_back(key);
        if (keys.size() == most)
            break;
    }
    std::sort(keys.begin(), keys.end());
    return keys;
}

}  // namespace slipway
