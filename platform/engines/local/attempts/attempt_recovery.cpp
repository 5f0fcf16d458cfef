// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/local/attempts/attempt_recovery.h"

#include "platform/files/remove_tree.h"
#include "runner/records/record_version.h"

#include <algorithm>
#include <charconv>

namespace slipway {

namespace {

constexpr const char* discarded_prefix = ".discarded-";

std::vector<std::filesystem::path> directoriesIn(const std::filesystem::path& parent)
{
    std::vector<std::filesystem::path> found;
    std::error_code error;
    for (auto entry = std::filesystem::directory_iterator(parent, error);
         !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        if (entry->symlink_status().type() == std::filesystem::file_type::directory) {
            found.push_back(entry->path());
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::optional<std::int64_t> attemptNumber(const std::string& name)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    return error == std::errc() && end == name.data() + name.size() && number > 0 ? std::optional(number)
                                                                                  : std::nullopt;
}

/// What is known of a task whose task.json is gone: its name.
TaskFile unreadableTask(const std::filesystem::path& attempt, std::int64_t number)
{
    TaskFile task;
    task.task = TaskId(attempt.parent_path().filename().string());
    task.attempt = number;
    const std::string& text = task.task.text();
    task.workload = ResourceId(text.substr(0, text.rfind('-')));
    return task;
}

/// Whether an attempt has had a waiter; a record of nobody is ours, see discardUnstarted().
bool hasWaiter(const AttemptDirectory& attempt)
{
    const Result<WaiterRecord> record = attempt.readWaiter();
    return record ? record->process.pid != 0 : record.error().code != ErrorCode::NotFound;
}

/// The later version of a record that nobody here can judge, as an error.
Result<void> checkVersion(const Result<TaskFile>& file)
{
    return !file && file.error().type == later_version ? propagate(file) : Result<void>();
}

}  // namespace

bool discardUnstarted(const std::filesystem::path& attempt)
{
    // Claimed for nobody, it cannot be claimed any more by a waiter that is just starting.
    const AttemptDirectory directory(attempt);
    const bool claimed = directory.claim(WaiterRecord()).has_value();
    if (!claimed && hasWaiter(directory)) {
        return false;
    }
    const std::filesystem::path aside =
        attempt.parent_path() / (discarded_prefix + attempt.filename().string());
    std::error_code error;
    std::filesystem::rename(attempt, aside, error);
    // Where nothing can be claimed, as on a full disk, a waiter may have come until the move.
    if (!error && !claimed && hasWaiter(AttemptDirectory(aside))) {
        std::filesystem::rename(aside, attempt, error);
        return false;
    }
    removeTree(aside);
    return true;
}

Result<std::vector<std::shared_ptr<const Attempt>>> recoverAttempts(const DataLayout& layout)
{
    std::vector<std::shared_ptr<const Attempt>> found;
    for (const std::filesystem::path& task : directoriesIn(layout.tasks())) {
        for (const std::filesystem::path& path : directoriesIn(task)) {
            const std::string name = path.filename().string();
            const auto number = attemptNumber(name);
            if (!number) {
                if (name.starts_with(discarded_prefix)) {
                    removeTree(path);
                }
                continue;
            }
            const AttemptDirectory directory(path);
            if (!hasWaiter(directory) && discardUnstarted(path)) {
                continue;
            }
            const Result<TaskFile> file = directory.readTask();
            if (const Result<void> known = checkVersion(file); !known) {
                return propagate(known);
            }
            found.push_back(
                std::make_shared<Attempt>(directory, file ? *file : unreadableTask(path, *number)));
        }
        std::error_code error;
        std::filesystem::remove(task, error);  // Only when empty.
    }
    return found;
}

}  // namespace slipway
