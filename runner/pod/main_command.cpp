// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/pod/main_command.h"

#include "core/file_descriptor.h"
#include "runner/data/ondemand/supervised_wait.h"
#include "runner/data/task_log.h"
#include "runner/pod/handed_file.h"
#include "runner/pod/shell_words.h"
#include "runner/records/durable_file.h"
#include "runner/stages/notebook.h"
#include "runner/wait_command.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

extern char** environ;

namespace slipway {

namespace {

constexpr const char* usual_path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
constexpr std::size_t message_bytes = 2'000;  ///< Kubernetes keeps 4,096 of a container's.

/// What the image, the cluster and its device plugins set stays where the task does not say otherwise. A PATH
/// that the task sets may have the image's in it, as $PATH.
void inheritVariables(std::map<std::string, std::string>& variables)
{
    const char* images_path = std::getenv("PATH");
    const auto path = variables.find("PATH");
    const std::size_t place = path == variables.end() ? std::string::npos : path->second.find("$PATH");
    if (place != std::string::npos)
        path->second.replace(place, 5, images_path != nullptr ? images_path : usual_path);
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string text = *entry;
        const std::size_t sign = text.find('=');
        if (sign != std::string::npos)
            variables.emplace(text.substr(0, sign), text.substr(sign + 1));
    }
}

Result<TaskFile> readHandedTask(const PodLayout& layout)
{
    Result<TaskFile> task = parseTaskFile(readHanded(layout.task() / "task.json"));
    if (!task)
        return task;
    inheritVariables(task->env);
    if (::access("/bin/sh", X_OK) != 0) {
        for (TaskStage& stage : task->stages)
            doWithoutShell(stage);
    }
    return task;
}

/// Where code comes from elsewhere, the working directory stays empty for it.
Result<void> makeDirectories(const PodLayout& layout, const TaskFile& task, bool fetches)
{
    const std::filesystem::path attempt = layout.attempt().path();
    std::vector<std::filesystem::path> directories{attempt / "streams/events", attempt / "work",
                                                   attempt / "outputs", attempt / "datasets",
                                                   task.working_directory};
    for (const char* name : {"HOME", "SLIPWAY_OUTPUTS"}) {
        if (const auto place = task.env.find(name); place != task.env.end())
            directories.emplace_back(place->second);
    }
    std::error_code error;
    for (const std::filesystem::path& directory : directories) {
        if (!error)
            std::filesystem::create_directories(directory, error);
    }
    std::error_code taken;
    if (!fetches)
        std::filesystem::create_symlink(attempt / "outputs", attempt / "work/outputs", taken);
    if (error)
        return fail(ErrorCode::Unavailable, "The pod's directories cannot be made: " + error.message() + ".");
    return {};
}

/// Copies what was handed as files beside the task, such as parameters and credentials.
Result<void> copyFiles(const PodLayout& layout)
{
    std::error_code error;
    for (const char* name : {"params.json", "credentials", "data.json", "store-ca.pem"}) {
        const std::filesystem::path from = layout.task() / name;
        if (!std::filesystem::exists(from, error))
            continue;
        const auto copied = replaceFile(layout.attempt().path() / name, readHanded(from), Durability::Crash);
        if (!copied)
            return copied;
    }
    return {};
}

/// Where Jupyter writes, with the token that it asks for.
Result<void> readyNotebook(const PodLayout& layout)
{
    const std::string token = readHanded(layout.task() / "notebook-token");
    std::error_code error;
    std::filesystem::create_directories(layout.notebook(), error);
    std::filesystem::permissions(layout.notebook(), std::filesystem::perms::owner_all, error);
    return replaceFile(notebookTokenFile(layout.notebook()), token, Durability::Crash);
}

Result<void> prepare(const PodLayout& layout)
{
    const AttemptDirectory attempt = layout.attempt();
    const Result<TaskFile> task = readHandedTask(layout);
    if (!task)
        return propagate(task);
    const bool fetches = std::any_of(task->stages.begin(), task->stages.end(),
                                     [](const TaskStage& stage) { return stage.name == "fetch-code"; });
    return makeDirectories(layout, *task, fetches)
        .and_then([&] { return copyFiles(layout); })
        .and_then([&] { return task->notebook ? readyNotebook(layout) : Result<void>(); })
        .and_then([&] { return attempt.writeTask(*task); });
}

/// Where opens cannot be watched, all datasets are copied before the command runs.
void copyInstead(const AttemptDirectory& attempt, DataPlan plan, const std::string& why)
{
    for (DataPlan::Dataset& dataset : plan.datasets)
        dataset.on_demand = false;
    (void)replaceFile(attempt.path() / "data.json", formatDataPlan(plan), Durability::Crash);
    TaskLog(attempt.log())
        .say(
            "The datasets are copied before the command runs, since they cannot be fetched on demand on this "
            "node: " +
            why + ".");
}

/// Held until this process ends: whoever gets it knows that. It bears its name only once it is locked.
FileDescriptor takeMainLock(const PodLayout& layout)
{
    const std::filesystem::path unnamed = layout.shared() / "main.lock.new";
    FileDescriptor lock(::open(unnamed.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    std::error_code error;
    if (lock && ::flock(lock.get(), LOCK_EX) == 0)
        std::filesystem::rename(unnamed, layout.mainLock(), error);
    return lock;
}

/// Tells Kubernetes how it ended, for those who see nothing but the pod; the code to end with.
int conclude(const PodLayout& layout)
{
    ExitRecord record{ExitCause::Lost, {}, {}, {}, now()};
    if (const auto left = layout.attempt().readExit())
        record = *left;
    else
        record.message = left.error().message;
    record.message = record.message.substr(0, message_bytes);
    std::ofstream(layout.termination_log, std::ios::binary) << formatRecord(record) << std::flush;
    if (record.signal)
        return 128 + static_cast<int>(*record.signal);
    return static_cast<int>(record.code.value_or(record.cause == ExitCause::Stopped ? 0 : 1));
}

void carryOut(const PodLayout& layout)
{
    const AttemptDirectory attempt = layout.attempt();
    const auto plan = readSmallFile(attempt.path() / "data.json").and_then([](const std::string& text) {
        return parseDataPlan(text);
    });
    if (plan && hasOnDemand(*plan)) {
        const auto support = tryWatchingOpens();
        if (support)
            waitSupervised(attempt, *plan, *support, [&layout] { return conclude(layout); });
        copyInstead(attempt, *plan, support.error().message);
    }
    waitInContainer(attempt.path());
}

}  // namespace

int runPodMain(const PodLayout& layout)
{
    std::error_code error;
    std::filesystem::create_directories(layout.attempt().path(), error);
    const FileDescriptor lock = takeMainLock(layout);
    if (const auto prepared = prepare(layout); !prepared)
        layout.attempt().writeExit({ExitCause::NotStarted, {}, {}, prepared.error().message, now()});
    else
        carryOut(layout);
    return conclude(layout);
}

}  // namespace slipway
