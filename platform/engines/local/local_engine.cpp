// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/local/local_engine.h"

#include "platform/engines/local/accelerators/nvml_probe.h"
#include "platform/engines/local/accelerators/simulated_probe.h"
#include "platform/engines/local/attempts/attempt_recovery.h"
#include "platform/engines/local/host_name.h"
#include "platform/engines/local/workspace/environment_directory.h"
#include "platform/engines/local/workspace/notebook_server.h"
#include "platform/engines/local/workspace/sdk_copy.h"
#include "platform/engines/task_names.h"
#include "platform/files/tree_files.h"

#include <sys/sysinfo.h>

#include <algorithm>
#include <iterator>
#include <thread>
#include <utility>

namespace slipway {

namespace {

using Stage = TaskState::Stage;

constexpr std::chrono::milliseconds burial_pause{20};
constexpr std::chrono::milliseconds arrival_pause{500};

Machine thisMachine(const AcceleratorProbe& probe, int offered_cpus)
{
    struct sysinfo info {};
    ::sysinfo(&info);
    const std::int64_t cpus =
        offered_cpus > 0 ? offered_cpus : std::max(1U, std::thread::hardware_concurrency());
    return {cpus, Bytes(std::uint64_t{info.totalram} * info.mem_unit), probe.accelerators()};
}

tl::unexpected<Error> unknownTask(const TaskId& task, std::int64_t attempt)
{
    return fail(ErrorCode::NotFound,
                "This machine knows no attempt " + std::to_string(attempt) + " of task " + task.text() + ".");
}

bool sameNews(const TaskState& a, const TaskState& b)
{
    return a.stage == b.stage && a.url == b.url && a.exit.has_value() == b.exit.has_value();
}

}  // namespace

LocalEngine::LocalEngine(const LocalEngineOptions& options, std::unique_ptr<TaskUsers> users,
                         std::unique_ptr<AcceleratorProbe> probe)
    : layout_(options.data_directory),
      users_(std::move(users)),
      preparer_(layout_, *users_, options.sdk_directory),
      launcher_(options.runner_program),
      probe_(std::move(probe)),
      trash_(layout_.trash()),
      allocator_(thisMachine(*probe_, options.cpus)),
      watcher_(std::make_unique<AttemptWatcher>([this](const std::string& key) { examine(key); }))
{
}

LocalEngine::~LocalEngine() = default;

Result<std::unique_ptr<LocalEngine>> LocalEngine::create(LocalEngineOptions options)
{
    std::error_code error;
    std::filesystem::create_directories(options.data_directory / "tasks", error);
    if (!error) {
        options.data_directory = std::filesystem::canonical(options.data_directory, error);
    }
    if (error) {
        return fail(ErrorCode::Unavailable, "The data directory " + options.data_directory.string() +
                                                " cannot be used: " + error.message() + ".");
    }
    options.runner_program = std::filesystem::absolute(options.runner_program, error);
    if (!options.sdk_directory.empty()) {
        options.sdk_directory = std::filesystem::absolute(options.sdk_directory, error);
    }
    const DataLayout layout(options.data_directory);
    Result<std::unique_ptr<TaskUsers>> users = TaskUsers::open(layout);
    if (!users) {
        return propagate(users);
    }
    if ((*users)->separate() && !options.sdk_directory.empty()) {
        const Result<std::filesystem::path> sdk = copySdk(options.sdk_directory, layout.sdk());
        if (!sdk) {
            return propagate(sdk);
        }
        options.sdk_directory = *sdk;
    }
    std::unique_ptr<AcceleratorProbe> probe;
    if (options.simulated_gpus > 0) {
        probe = std::make_unique<SimulatedProbe>(options.simulated_gpus);
    } else {
        probe = std::make_unique<NvmlProbe>();
    }
    std::unique_ptr<LocalEngine> engine(new LocalEngine(options, std::move(*users), std::move(probe)));
    if (const Result<void> recovered = engine->recover(); !recovered) {
        return propagate(recovered);
    }
    return engine;
}

Result<void> LocalEngine::recover()
{
    const auto attempts = recoverAttempts(layout_);
    if (!attempts) {
        return propagate(attempts);
    }
    for (const std::shared_ptr<const Attempt>& attempt : *attempts) {
        const TaskFile& task = attempt->task();
        const std::string key = taskKey(task.task, task.attempt);
        const Result<WaiterRecord> waiter = attempt->directory().readWaiter();
        const std::lock_guard lock(mutex_);
        Entry& entry = entries_[key];
        const ProcessIdentity process = waiter ? waiter->process : ProcessIdentity();
        entry = {attempt, attempt->state(), task.environment, process, true, {}};
        if (entry.state.exit) {
            static_cast<void>(trash_.discard(attempt->directory().path() / "scratch"));
        }
        if (!entry.state.exit) {
            allocator_.restore(key, task.holder, {task.cpus, task.memory, 0, {}}, task.gpus);
            ports_.restore(key, task.ports);
            watcher_->add(key, attempt->watchedDirectories(), process);
            // Whoever asked for its end may have died before the waiter heard of it.
            if (const Result<StopRequest> stop = attempt->directory().readStop()) {
                attempt->directory().requestStop(*stop);
            }
        }
    }
    recoverMeetings(*attempts);
    return {};
}

void LocalEngine::watch(std::function<void(const TaskState&)> sink)
{
    const std::lock_guard lock(mutex_);
    sink_ = std::move(sink);
}

std::vector<TaskState> LocalEngine::list()
{
    const std::lock_guard lock(mutex_);
    std::vector<TaskState> states;
    for (const auto& [key, entry] : entries_) {
        states.push_back(entry.state);
    }
    return states;
}

std::vector<std::pair<std::string, NodeStatus>> LocalEngine::capacity()
{
    NodeStatus node;
    node.engine = "local";
    node.message = probe_->message();
    const std::vector<Accelerator>& accelerators = probe_->accelerators();
    for (std::size_t i = 0; i < accelerators.size(); ++i) {
        const AcceleratorUsage usage = probe_->usage(i);
        node.gpus.push_back({accelerators[i].id,
                             accelerators[i].model,
                             static_cast<std::int64_t>(accelerators[i].memory.count()),
                             accelerators[i].simulated,
                             {},
                             usage.utilization,
                             usage.used_memory_bytes});
    }
    const std::lock_guard lock(mutex_);
    node.cpus = allocator_.machine().cpus;
    node.memory_bytes = static_cast<std::int64_t>(allocator_.machine().memory.count());
    for (GpuStatus& gpu : node.gpus) {
        gpu.held_by = allocator_.holderOf(gpu.id);
    }
    return {{hostName(), node}};
}

Result<void> LocalEngine::stop(const TaskId& task, std::int64_t attempt, std::chrono::milliseconds grace)
{
    const StopRequest request{ExitCause::Stopped, grace};
    const std::string key = taskKey(task, attempt);
    std::shared_ptr<const Attempt> running;
    {
        const std::lock_guard lock(mutex_);
        const auto found = entries_.find(key);
        if (found == entries_.end()) {
            return unknownTask(task, attempt);
        }
        if (found->second.state.exit) {
            return {};
        }
        running = found->second.attempt;
        if (!running) {
            found->second.pending_stop = request;
            return {};
        }
    }
    const Result<void> asked = running->directory().requestStop(request);
    watcher_->poke(key);
    // A waiter that is gone has ended or is being buried: both end the attempt.
    return !asked && asked.error().code != ErrorCode::NotFound ? asked : Result<void>();
}

void LocalEngine::examine(const std::string& key)
{
    std::shared_ptr<const Attempt> attempt;
    ProcessIdentity waiter;
    {
        const std::lock_guard lock(mutex_);
        const auto found = entries_.find(key);
        if (found == entries_.end() || !found->second.attempt || found->second.state.exit) {
            return;
        }
        attempt = found->second.attempt;
        waiter = found->second.waiter;
    }
    if (attempt->abandoned(waiter) && !attempt->bury(waiter)) {
        watcher_->poke(key, burial_pause);
    }
    TaskState state = attempt->state();
    const bool arriving = state.stage == Stage::Starting ||
                          (state.stage == Stage::Running && attempt->task().notebook && state.url.empty());
    if (state.exit) {
        // What stays of it is in the way of nobody, and goes with the task.
        static_cast<void>(trash_.discard(attempt->directory().path() / "scratch"));
    }
    if (arriving) {
        watcher_->poke(key, arrival_pause);  // Machines run out of inotify watches.
    }
    {
        const std::lock_guard lock(mutex_);
        const auto found = entries_.find(key);
        if (found == entries_.end()) {
            return;
        }
        found->second.announced = found->second.announced && sameNews(found->second.state, state);
        found->second.state = std::move(state);
        if (found->second.state.exit) {
            allocator_.release(key);
            ports_.release(key);
            watcher_->remove(key);
        }
    }
    announce(key);
}

void LocalEngine::announce(const std::string& key)
{
    std::function<void(const TaskState&)> sink;
    TaskState state;
    {
        const std::lock_guard lock(mutex_);
        const auto found = entries_.find(key);
        if (found == entries_.end() || found->second.announced || !sink_) {
            return;
        }
        found->second.announced = true;
        sink = sink_;
        state = found->second.state;
    }
    sink(state);
}

Result<void> LocalEngine::forget(const TaskId& task)
{
    {
        const std::lock_guard lock(mutex_);
        const auto ours = [&](const auto& entry) { return entry.second.state.task == task; };
        const bool running = std::any_of(entries_.begin(), entries_.end(), [&](const auto& entry) {
            return ours(entry) && !entry.second.state.exit;
        });
        if (running) {
            return fail(ErrorCode::Conflict, "Task " + task.text() + " still runs. Stop it first.");
        }
        std::erase_if(entries_, ours);
    }
    return isPlainName(task.text()) ? trash_.discard(layout_.task(task)) : Result<void>();
}

Result<void> LocalEngine::deleteEnvironmentFiles(const ResourceId& environment)
{
    if (!isPlainName(environment.text())) {
        return fail(ErrorCode::InvalidArgument,
                    "\"" + environment.text() + "\" is no identifier of an environment.");
    }
    {
        const std::lock_guard lock(mutex_);
        const bool used = std::any_of(entries_.begin(), entries_.end(), [&](const auto& entry) {
            return entry.second.environment == environment && !entry.second.state.exit;
        });
        if (used) {
            return fail(ErrorCode::Conflict,
                        "The environment's files are in use. Stop what runs with them first.");
        }
    }
    return trash_.discard(layout_.environment(environment));
}

Result<std::filesystem::path> LocalEngine::streamsDirectory(const TaskId& task, std::int64_t attempt)
{
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(taskKey(task, attempt));
    if (found == entries_.end()) {
        return unknownTask(task, attempt);
    }
    return layout_.attempt(task, attempt).streams();
}

Result<std::string> LocalEngine::openUrl(const TaskId& task, std::int64_t attempt)
{
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(taskKey(task, attempt));
    if (found == entries_.end() || !found->second.attempt || !found->second.attempt->task().notebook ||
        found->second.state.exit) {
        return fail(ErrorCode::NotFound,
                    "This task has no web page to open now. Resume the environment first.");
    }
    return NotebookServer(found->second.attempt->notebookDirectory()).openUrl();
}

Result<std::unique_ptr<WorkloadFiles>> LocalEngine::files(const FileOwner& owner)
{
    return TreeFiles::open(owner.environment.empty()
                               ? layout_.attempt(owner.task, owner.attempt).path() / "work"
                               : layout_.environment(owner.environment) / "home");
}

}  // namespace slipway
