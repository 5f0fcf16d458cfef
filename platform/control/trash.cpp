// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/trash.h"

#include "core/ids.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace slipway {

namespace fs = std::filesystem;

namespace {

/// Deletes a tree, but leaves the rest for the next start when asked to stop.
void removeTree(const fs::path& path, const std::stop_token& stop)
{
    std::error_code error;
    if (fs::is_directory(fs::symlink_status(path, error))) {
        for (fs::directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error)) {
            if (stop.stop_requested())
                return;
            removeTree(entry->path(), stop);
        }
    }
    error.clear();
    fs::remove(path, error);
    if (error && !stop.stop_requested())
        spdlog::warn("{} could not be deleted: {}", path.string(), error.message());
}

}  // namespace

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
    fs::create_directories(directory_, error);
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
            removeTree(entry->path(), stop);
            if (stop.stop_requested())
                return;
        }
    }
}

}  // namespace slipway
