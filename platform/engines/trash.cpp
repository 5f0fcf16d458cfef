// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/trash.h"

#include "core/ids.h"
#include "core/log_line.h"
#include "platform/files/remove_tree.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace slipway {

namespace fs = std::filesystem;

Trash::Trash(fs::path directory)
    : directory_(std::move(directory)), thread_([this](const std::stop_token& stop) { run(stop); })
{
}

Trash::~Trash()
{
    thread_.request_stop();
    thread_.join();
}

Result<void> Trash::discard(const fs::path& path)
{
    std::error_code error;
    if (fs::symlink_status(path, error).type() == fs::file_type::not_found)
        return {};
    if (fs::create_directories(directory_, error))
        fs::permissions(directory_, fs::perms::owner_all, error);
    fs::rename(path, directory_ / newId("trash"), error);
    if (error)
        return fail(ErrorCode::Internal,
                    fmt::format("{} could not be removed: {}.", path.string(), error.message()));
    const std::lock_guard lock(mutex_);
    pending_ = true;
    wake_.notify_one();
    return {};
}

void Trash::run(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(mutex_);
            if (!wake_.wait(lock, stop, [this] { return pending_; }))
                return;
            pending_ = false;
        }
        std::error_code error;
        for (fs::directory_iterator entry(directory_, error), end; !error && entry != end;
             entry.increment(error)) {
            const Result<void> removed = removeTree(entry->path(), stop);
            if (stop.stop_requested())
                return;
            if (!removed)
                spdlog::warn(logLine("trash-not-removed", {{"why", removed.error().message}}));
        }
    }
}

}  // namespace slipway
