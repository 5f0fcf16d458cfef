// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/engine/kubernetes_engine.h"

#include "platform/engines/kubernetes/pods/pod_cleaning.h"
#include "platform/engines/kubernetes/pods/pod_names.h"
#include "platform/engines/kubernetes/pods/service_objects.h"
#include "platform/engines/kubernetes/reach/collector_files.h"
#include "platform/engines/kubernetes/view/object_text.h"
#include "runner/pod/pod_access.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <initializer_list>
#include <thread>

namespace slipway {

namespace {

using std::chrono::milliseconds;

constexpr int looking_threads = 4;
constexpr milliseconds look_again{3'000};
constexpr milliseconds view_pause{20};
constexpr std::string_view stray_mark = "stray ";
constexpr std::string_view forgotten_mark = "forgotten ";
constexpr milliseconds forget_again{60'000};

bool sameNews(const TaskState& a, const TaskState& b)
{
    return a.stage == b.stage && a.url == b.url && a.reason == b.reason && a.message == b.message &&
           a.node == b.node && a.gpus == b.gpus && a.exit.has_value() == b.exit.has_value();
}

std::optional<milliseconds> soonest(std::initializer_list<std::optional<milliseconds>> times)
{
    std::optional<milliseconds> soonest;
    for (const std::optional<milliseconds>& time : times) {
        if (time && (!soonest || *time < *soonest))
            soonest = time;
    }
    return soonest;
}

tl::unexpected<Error> unknownTask(const TaskId& task, std::int64_t attempt)
{
    return fail(ErrorCode::NotFound,
                fmt::format("The cluster knows no attempt {} of task {}.", attempt, task.text()));
}

}  // namespace

KubernetesEngine::KubernetesEngine(KubernetesEngineOptions options, AttemptStore store, RunnerParts parts)
    : options_(std::move(options)),
      store_(std::move(store)),
      parts_(std::move(parts)),
      client_(fetcher_, options_.access, options_.api),
      namespaces_(client_, parts_, options_.only_namespace, options_.namespace_prefix, store_.platform()),
      volumes_(client_, namespaces_, store_.platform(), options_.storage_class),
      tunnels_(client_),
      ways_to_collectors_{client_, fetcher_, tunnels_}
{
}

KubernetesEngine::~KubernetesEngine()
{
    // Whoever is still told of changes asks for looks, which nobody takes any more.
    client_.stop();
    if (workers_)
        workers_->stop();
    view_.reset();
    ways_.clear();
    store_ways_.clear();
    attempts_.clear();
}

Result<std::unique_ptr<KubernetesEngine>> KubernetesEngine::create(KubernetesEngineOptions options)
{
    auto store = AttemptStore::open(options.data_directory);
    if (!store)
        return propagate(store);
    auto parts = RunnerParts::pack(options.runner_program, options.assembler_program, options.sdk_directory);
    if (!parts)
        return propagate(parts);
    std::unique_ptr<KubernetesEngine> engine(
        new KubernetesEngine(std::move(options), std::move(*store), std::move(*parts)));
    if (const auto offered = checkGang(engine->client_, engine->options_.gang); !offered)
        return propagate(offered);
    if (const auto recovered = engine->recover(); !recovered)
        return propagate(recovered);
    return engine;
}

Result<void> KubernetesEngine::recover()
{
    for (PodRecord& record : store_.records()) {
        if (wasMade(record))
            adopt(record);
        else
            (void)store_.discard(record);
    }
    workers_ =
        std::make_unique<KeyedWorkers>(looking_threads, [this](const std::string& key) { return look(key); });
    const auto scope =
        options_.only_namespace.empty() ? ClusterView::Scope::Cluster : ClusterView::Scope::Namespace;
    const auto deadline = std::chrono::steady_clock::now() + options_.patience;
    auto view = std::make_unique<ClusterView>(client_, scope, options_.only_namespace, options_.accelerators,
                                              [this](const KubePod& pod, bool) { podChanged(pod); });
    {
        const std::lock_guard lock(mutex_);
        view_ = std::move(view);
    }
    while (!view_->complete() && std::chrono::steady_clock::now() < deadline)
        std::this_thread::sleep_for(view_pause);
    for (const std::string& prefix : store_.forgotten())
        workers_->poke(std::string(forgotten_mark) + prefix);
    const std::lock_guard lock(mutex_);
    for (const auto& [key, attempt] : attempts_) {
        if (!attempt->cleaned())
            workers_->poke(key);
    }
    return {};
}

bool KubernetesEngine::wasMade(PodRecord& record)
{
    std::error_code error;
    const bool ended = std::filesystem::exists(store_.attempt(record.task, record.attempt).exitFile(), error);
    if (!record.uid.empty() || ended)
        return true;
    const auto pod = client_.get(podPath(record));
    if (!pod)
        return pod.error().code != ErrorCode::NotFound;
    record.uid = textAt(*pod, {"metadata", "uid"});
    (void)store_.write(record);  // Only saves whoever comes next from asking.
    return true;
}

std::shared_ptr<PodAttempt> KubernetesEngine::adopt(const PodRecord& record)
{
    const std::string key = record.podKey();
    auto attempt =
        std::make_shared<PodAttempt>(ways_to_collectors_, record, store_.attempt(record.task, record.attempt),
                                     options_, [this, key] { workers_->poke(key); });
    const std::lock_guard lock(mutex_);
    attempts_[key] = attempt;
    if (!record.replica.role.empty())
        groups_[groupOf(record)].insert(key);
    return attempt;
}

std::shared_ptr<PodAttempt> KubernetesEngine::find(const std::string& key)
{
    const std::lock_guard lock(mutex_);
    const auto found = attempts_.find(key);
    return found == attempts_.end() ? nullptr : found->second;
}

void KubernetesEngine::podChanged(const KubePod& pod)
{
    const std::string key = pod.name_space + "/" + pod.name;
    const std::lock_guard lock(mutex_);
    if (attempts_.count(key) > 0)
        workers_->poke(key);
    else if (pod.platform == store_.platform() && starting_.count(key) == 0)
        workers_->poke(std::string(stray_mark) + key);
}

std::optional<milliseconds> KubernetesEngine::look(const std::string& key)
{
    {
        const std::lock_guard lock(mutex_);
        if (!view_ || !view_->complete())
            return look_again;
    }
    if (key.starts_with(forgotten_mark))
        return removeForgotten(key.substr(forgotten_mark.size()));
    if (key.starts_with(stray_mark))
        return lookAtStray(key.substr(stray_mark.size()));
    const std::shared_ptr<PodAttempt> attempt = find(key);
    if (!attempt)
        return std::nullopt;
    const auto node = tendNode(*attempt);
    const auto again = attempt->look(view_->pod(attempt->record().name_space, attempt->record().pod));
    tendWay(key, *attempt);
    tendStoreWay(key, *attempt);
    const auto meets = tendMeeting(attempt);
    announce(key, *attempt);
    return soonest({node, again, meets});
}

void KubernetesEngine::tendWay(const std::string& key, const PodAttempt& attempt)
{
    const int port = attempt.notebookPort();
    const PodRecord& record = attempt.record();
    std::shared_ptr<net::PortForward> closing;
    const std::lock_guard lock(mutex_);
    const auto known = ways_.find(key);
    if (port == 0 && known != ways_.end()) {
        closing = std::move(known->second);
        ways_.erase(known);
    } else if (port != 0 && known == ways_.end()) {
        if (auto way = tunnels_.open(record.name_space, record.pod, static_cast<std::uint16_t>(port)))
            ways_[key] = std::move(*way);
    }
}

void KubernetesEngine::tendStoreWay(const std::string& key, const PodAttempt& attempt)
{
    const PodRecord& record = attempt.record();
    StoreWay closing;
    const std::lock_guard lock(mutex_);
    const auto known = store_ways_.find(key);
    if (attempt.ended() && known != store_ways_.end()) {
        closing = std::move(known->second);
        store_ways_.erase(known);
    }
    if (!options_.store_relay || !attempt.runs() || known != store_ways_.end())
        return;
    auto door = tunnels_.open(record.name_space, record.pod, store_back_port);
    if (!door)
        return;
    net::BackWayOptions way;
    way.door = [door = *door] { return door->address(); };
    way.hello = [pod_key = record.key] {
        const auto query = signedQuery(store_back_method, store_back_path, {}, pod_key, now());
        return query ? formatQuery(*query) : std::string();
    };
    way.target = options_.store_relay;
    store_ways_[key] = {*door, back_ways_.lead(std::move(way))};
}

void KubernetesEngine::announce(const std::string& key, PodAttempt& attempt)
{
    std::function<void(const TaskState&)> sink;
    const TaskState state = dressed(attempt);
    {
        const std::lock_guard lock(mutex_);
        const auto told = told_.find(key);
        if (!sink_ || (told != told_.end() && sameNews(told->second, state)))
            return;
        told_[key] = state;
        sink = sink_;
    }
    sink(state);
}

std::optional<milliseconds> KubernetesEngine::lookAtStray(const std::string& key)
{
    PodRecord record;
    const std::size_t slash = key.find('/');
    record.name_space = key.substr(0, slash);
    record.pod = key.substr(slash + 1);
    const auto pod = view_->pod(record.name_space, record.pod);
    if (!pod || pod->platform != store_.platform() || find(key))
        return std::nullopt;
    {
        const std::lock_guard lock(mutex_);
        if (starting_.count(key) > 0)
            return look_again;  // It is being made just now.
    }
    record.uid = pod->uid;
    // Nobody wants it: it was made by a start whose answer was lost, or its records were deleted.
    if (!pod->over())
        (void)client_.remove(podPath(record), {record.uid});
    else if (removePod(client_, record, true))
        return std::nullopt;
    return look_again;
}

TaskState KubernetesEngine::dressed(const PodAttempt& attempt)
{
    TaskState state = attempt.state();
    const PodRecord& record = attempt.record();
    state.address = serviceAddress(record.service);
    if (state.exit || state.node.empty())
        return state;
    const std::lock_guard lock(mutex_);
    if (record.gpus > 0)
        state.gpus = slots_.of(state.node, record.podKey());
    if (const auto way = ways_.find(record.podKey()); way != ways_.end())
        state.url = "http://" + way->second->address() + "/";
    return state;
}

void KubernetesEngine::watch(std::function<void(const TaskState&)> sink)
{
    const std::lock_guard lock(mutex_);
    sink_ = std::move(sink);
}

Result<void> KubernetesEngine::reachable() const
{
    const auto trouble = view_->trouble();
    return trouble ? tl::unexpected(*trouble) : Result<void>();
}

std::vector<TaskState> KubernetesEngine::list()
{
    std::vector<std::shared_ptr<PodAttempt>> attempts;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [key, attempt] : attempts_)
            attempts.push_back(attempt);
    }
    std::vector<TaskState> states;
    for (const auto& attempt : attempts)
        states.push_back(dressed(*attempt));
    return states;
}

std::vector<std::pair<std::string, NodeStatus>> KubernetesEngine::capacity()
{
    const auto trouble = view_->trouble();
    std::vector<std::pair<std::string, NodeStatus>> nodes;
    for (const NodeUse& use : view_->nodes()) {
        NodeStatus status;
        status.engine = options_.name;
        status.cpus = use.node.cpu_millis / 1000;
        status.memory_bytes = use.node.memory_bytes;
        status.message = trouble             ? trouble->message
                         : !use.node.ready   ? "The node is not ready: " + use.node.trouble
                         : use.node.cordoned ? "The node is closed to new pods."
                                             : std::string();
        const std::lock_guard lock(mutex_);
        std::size_t index = 0;
        for (const std::string& pod : slots_.update(use)) {
            const auto ours = attempts_.find(pod);
            GpuStatus gpu;
            gpu.id = gpuId(use.node.name, index++);
            gpu.model = use.node.model;
            gpu.memory_bytes = use.node.accelerator_memory_bytes;
            gpu.held_by = ours == attempts_.end() ? pod : ours->second->record().holder;
            status.gpus.push_back(std::move(gpu));
        }
        nodes.emplace_back(use.node.name, std::move(status));
    }
    return nodes;
}

Result<void> KubernetesEngine::stop(const TaskId& task, std::int64_t attempt, milliseconds grace)
{
    const Result<PodRecord> record = store_.read(task, attempt);
    const auto found = record ? find(record->podKey()) : nullptr;
    if (!found)
        return unknownTask(task, attempt);
    if (const auto asked = found->requestStop({ExitCause::Stopped, grace}); !asked)
        return asked;
    workers_->poke(record->podKey());
    return {};
}

std::optional<milliseconds> KubernetesEngine::removeForgotten(const std::string& prefix)
{
    if (!options_.segments || !options_.segments->remove(prefix))
        return forget_again;
    store_.forgot(prefix);
    return std::nullopt;
}

void KubernetesEngine::forgetSegments(const PodRecord& record)
{
    const std::string prefix = segmentPlaceOf(record).prefix;
    if (options_.segments && store_.noteForgotten(prefix))
        workers_->poke(std::string(forgotten_mark) + prefix);
}

Result<void> KubernetesEngine::forget(const TaskId& task)
{
    ResourceId named;
    std::vector<PodRecord> records;
    {
        const std::lock_guard lock(mutex_);
        const auto ours = [&](const auto& entry) { return entry.second->record().task == task; };
        const bool running = std::any_of(attempts_.begin(), attempts_.end(), [&](const auto& entry) {
            return ours(entry) && !entry.second->ended();
        });
        if (running)
            return fail(ErrorCode::Conflict, "Task " + task.text() + " still runs. Stop it first.");
        for (const auto& entry : attempts_) {
            if (ours(entry) && !entry.second->record().service.empty())
                named = entry.second->record().workload;
        }
    }
    if (const auto given_up = named.empty() ? Result<void>() : giveUpName(named); !given_up)
        return given_up;
    {
        const std::lock_guard lock(mutex_);
        const auto ours = [&](const auto& entry) { return entry.second->record().task == task; };
        for (auto entry = attempts_.begin(); entry != attempts_.end();) {
            if (!ours(*entry)) {
                ++entry;
                continue;
            }
            records.push_back(entry->second->record());
            told_.erase(entry->first);
            groups_.erase(groupOf(entry->second->record()));
            meeting_.erase(groupOf(entry->second->record()));
            entry = attempts_.erase(entry);
        }
    }
    for (const PodRecord& record : records)
        forgetSegments(record);
    return store_.discardTask(task);
}

Result<void> KubernetesEngine::deleteEnvironmentFiles(const ResourceId& environment)
{
    {
        const std::lock_guard lock(mutex_);
        const bool used = std::any_of(attempts_.begin(), attempts_.end(), [&](const auto& entry) {
            return entry.second->record().environment == environment && !entry.second->ended();
        });
        if (used)
            return fail(ErrorCode::Conflict,
                        "The environment's files are in use. Stop what runs with them first.");
    }
    if (const auto given_up = giveUpName(environment); !given_up)
        return given_up;
    const auto name_space = store_.volume(environment);
    if (!name_space)
        return name_space.error().code == ErrorCode::NotFound ? Result<void>() : propagate(name_space);
    return client_
        .remove(fmt::format("/api/v1/namespaces/{}/persistentvolumeclaims/{}", *name_space,
                            claimName(environment)))
        .and_then([&] { return store_.forgetVolume(environment); });
}

Result<std::filesystem::path> KubernetesEngine::streamsDirectory(const TaskId& task, std::int64_t attempt)
{
    const AttemptDirectory directory = store_.attempt(task, attempt);
    if (!store_.read(task, attempt))
        return unknownTask(task, attempt);
    return directory.streams();
}

bool KubernetesEngine::isCleaned(const TaskId& task, std::int64_t attempt)
{
    const Result<PodRecord> record = store_.read(task, attempt);
    const auto found = record ? find(record->podKey()) : nullptr;
    return !found || found->cleaned();
}

Result<std::string> KubernetesEngine::openUrl(const TaskId& task, std::int64_t attempt)
{
    const Result<PodRecord> record = store_.read(task, attempt);
    const auto found = record ? find(record->podKey()) : nullptr;
    if (!found || found->ended() || !record->notebook)
        return fail(ErrorCode::NotFound,
                    "This task has no web page to open now. Resume the environment first.");
    const std::string url = dressed(*found).url;
    if (url.empty())
        return fail(
            ErrorCode::Unavailable,
            "The notebook server does not answer yet. Try again in a moment; the log says how far it is.",
            "not-ready");
    return url + "?token=" + record->notebook_token;
}

Result<std::unique_ptr<WorkloadFiles>> KubernetesEngine::files(const FileOwner& owner)
{
    const bool home = !owner.environment.empty();
    const Result<PodRecord> record = store_.read(owner.task, owner.attempt);
    const auto found = record ? find(record->podKey()) : nullptr;
    if (!found || !found->runs())
        return fail(ErrorCode::Conflict,
                    home
                        ? "These files are in the cluster, where they are seen while the environment runs. "
                          "Resume it first."
                        : "A job's files in a cluster are seen while it runs. What it left in its outputs is "
                          "among its project's objects.",
                    "files-while-it-runs");
    return std::make_unique<CollectorFiles>(
        ways_to_collectors_, *record, home ? CollectorFiles::Of::Environment : CollectorFiles::Of::Attempt);
}

}  // namespace slipway
