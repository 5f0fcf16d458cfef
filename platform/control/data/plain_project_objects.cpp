// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/data/plain_project_objects.h"

#include <fmt/format.h>

#include <algorithm>

namespace slipway {

namespace fs = std::filesystem;

namespace {

/// Without the slash at its end, which would make its last part empty.
fs::path placeOf(const fs::path& bucket, std::string_view prefix)
{
    while (prefix.ends_with('/'))
        prefix.remove_suffix(1);
    return prefix.empty() ? bucket : bucket / prefix;
}

}  // namespace

PlainProjectObjects::PlainProjectObjects(fs::path objects)
    : objects_(std::move(objects)), trash_(objects_ / ".slipway" / "trash")
{
}

Result<void> PlainProjectObjects::prepare(const std::string& project)
{
    const fs::path bucket = objects_ / project;
    std::error_code error;
    if (fs::create_directories(bucket, error))
        fs::permissions(bucket, fs::perms::owner_all, error);
    if (error)
        return fail(ErrorCode::Unavailable,
                    fmt::format("The bucket {} could not be made: {}.", bucket.string(), error.message()));
    return {};
}

Result<std::optional<std::vector<std::string>>> PlainProjectObjects::keys(const std::string& project,
                                                                          const std::string& prefix)
{
    constexpr std::size_t most = 1000;
    const fs::path bucket = objects_ / project;
    const fs::path directory = placeOf(bucket, prefix);
    std::vector<std::string> keys;
    std::error_code error;
    if (!fs::is_directory(fs::symlink_status(directory, error)))
        return keys;
    fs::recursive_directory_iterator entry(directory, fs::directory_options::skip_permission_denied, error);
    for (const fs::recursive_directory_iterator end; !error && entry != end; entry.increment(error)) {
        std::error_code unreadable;
        const std::string key = entry->path().lexically_relative(bucket).generic_string();
        if (entry->symlink_status(unreadable).type() == fs::file_type::regular && key.find("%~") == key.npos)
            keys.push_back(key);
        if (keys.size() == most)
            break;
    }
    std::sort(keys.begin(), keys.end());
    return keys;
}

Result<bool> PlainProjectObjects::remove(const std::string& project, const std::string& prefix)
{
    const fs::path bucket = objects_ / project;
    const fs::path place = placeOf(bucket, prefix);
    return trash_.discard(place).map([&] {
        std::error_code not_empty;
        if (place != bucket)
            fs::remove(place.parent_path(), not_empty);
        return true;
    });
}

}  // namespace slipway
