// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/local/attempts/attempt_recovery.h"

#include "platform/engines/remove_tree.h"

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

}  // namespace

bool discardUnstarted(const std::filesystem::path& attempt)
{
    // A waiter that is just starting looks for the directory by its name.
    const std::filesystem::path aside =
        attempt.parent_path() / (discarded_prefix + attempt.filename().string());
    std::error_code error;
    std::filesystem::rename(attempt, aside, error);
    if (!error && std::filesystem::exists(aside / "waiter.json", error)) {
        std::filesystem::rename(aside, attempt, error);
        return false;
    }
    removeTree(aside);
    return true;
}

std::vector<std::shared_ptr<const Attempt>> recoverAttempts(const DataLayout& layout)
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
            std::error_code error;
            if (!std::filesystem::exists(path / "waiter.json", error) && discardUnstarted(path)) {
                continue;
            }
            const Result<TaskFile> file = directory.readTask();
            found.push_back(
                std::make_shared<Attempt>(directory, file ? *file : unreadableTask(path, *number)));
        }
        std::error_code error;
        std::filesystem::remove(task, error);  // Only when empty.
    }
    return found;
}

}  // namespace slipway
