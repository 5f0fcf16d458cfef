// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/files/leftovers.h"

#include "core/log_line.h"
#include "platform/objects/files/upload_file.h"

#include <spdlog/spdlog.h>

#include <chrono>

namespace slipway {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::hours upload_life = std::chrono::days(7);

void removeOlder(const fs::path& directory, fs::file_time_type limit)
{
    std::error_code error;
    for (fs::directory_iterator entry(directory, error), end; !error && entry != end;
         entry.increment(error)) {
        std::error_code failure;
        if (fs::last_write_time(entry->path(), failure) < limit)
            fs::remove_all(entry->path(), failure);
    }
}

}  // namespace

void prepareObjects(const fs::path& objects)
{
    for (const fs::path& directory : {objects, temporaryDirectory(objects), uploadsDirectory(objects)}) {
        std::error_code error;
        if (fs::create_directories(directory, error))
            fs::permissions(directory, fs::perms::owner_all, error);
        if (error)
            spdlog::error(
                logLine("directory-not-made", {{"path", directory.native()}, {"why", error.message()}}));
    }
    removeOlder(temporaryDirectory(objects), fs::file_time_type::clock::now());
}

void removeAbandonedUploads(const fs::path& objects)
{
    removeOlder(uploadsDirectory(objects), fs::file_time_type::clock::now() - upload_life);
}

}  // namespace slipway
