// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/engine/kubernetes_engine.h"

#include "platform/engines/kubernetes/pods/pod_cleaning.h"
#include "platform/engines/kubernetes/pods/pod_names.h"
#include "platform/engines/kubernetes/pods/pod_objects.h"
#include "platform/engines/kubernetes/pods/pod_task.h"
#include "platform/engines/kubernetes/view/object_text.h"
#include "platform/engines/task_names.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <thread>

namespace slipway {

namespace {

using std::chrono::milliseconds;

constexpr int looking_threads = 4;
constexpr std::size_t key_characters = 40;
/// How long a pod that was made may stay out of view.
constexpr milliseconds first_look{3'000};
constexpr milliseconds view_pause{20};
constexpr std::string_view stray_mark = "stray ";

std::string keyOf(const PodRecord& record)
{
    return record.name_space + "/" + record.pod;
}

bool sameNews(const TaskState& a, const TaskState& b)
{
    return a.stage == b.stage && a.url == b.url && a.reason == b.reason && a.message == b.message &&
           a.node == b.node && a.gpus == b.gpus && a.exit.has_value() == b.exit.has_value();
}

tl::unexpected<Error> unknownTask(const TaskId& task, std::int64_t attempt)
{
    return fail(ErrorCode::NotFound,
                fmt::format("The cluster knows no attempt {} of task {}.", attempt, task.text()));
}

PodRecord recordOf(const TaskStart& start, const std::string& name_space)
{
    PodRecord record;
    record.task = start.task;
    record.attempt = start.attempt;
    record.workload = start.workload;
    record.environment = start.environment;
    record.project = start.project;
    record.holder = start.holder;
    record.name_space = name_space;
    record.pod = podName(start.task, start.attempt);
    record.key = newSecret(key_characters);
    if (start.notebook)
        record.notebook_token = newSecret(key_characters);
    record.gpus = start.gpus;
    record.notebook = start.notebook;
    return record;
}

}  // namespace

KubernetesEngine::KubernetesEngine(KubernetesEngineOptions options, AttemptStore store, RunnerParts parts)
    : options_(std::move(options)),
      store_(std::move(store)),
      parts_(std::move(parts)),
      client_(fetcher_, options_.access, options_.api),
      namespaces_(client_, parts_, options_.only_namespace, options_.namespace_prefix, store_.platform()),
      tunnels_(client_)
{
}

KubernetesEngine::~KubernetesEngine()
{
    client_.stop();
    view_.reset();
    workers_.reset();
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
    if (const auto recovered = engine->recover(); !recovered)
        return propagate(recovered);
    return engine;
}

Result<void> KubernetesEngine::recover()
{
    for (const PodRecord& record : store_.records()) {
        if (record.uid.empty() && neverMade(record))
            (void)store_.discard(record);
        else
            adopt(record);
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
    const std::lock_guard lock(mutex_);
    for (const auto& [key, attempt] : attempts_) {
        if (!attempt->cleaned())
            workers_->poke(key);
    }
    return {};
}

bool KubernetesEngine::neverMade(const PodRecord& record)
{
    const auto pod = client_.get(podPath(record));
    return !pod && pod.error().code == ErrorCode::NotFound;
}

std::shared_ptr<PodAttempt> KubernetesEngine::adopt(const PodRecord& record)
{
    const std::string key = keyOf(record);
    auto attempt = std::make_shared<PodAttempt>(client_, record, store_.attempt(record.task, record.attempt),
                                                options_.accelerators, [this, key] { workers_->poke(key); });
    const std::lock_guard lock(mutex_);
    attempts_[key] = attempt;
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
            return first_look;
    }
    if (key.starts_with(stray_mark))
        return lookAtStray(key.substr(stray_mark.size()));
    const std::shared_ptr<PodAttempt> attempt = find(key);
    if (!attempt)
        return std::nullopt;
    const auto again = attempt->look(view_->pod(attempt->record().name_space, attempt->record().pod));
    tendWay(key, *attempt);
    announce(key, *attempt);
    return again;
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
    record.uid = pod->uid;
    // Nobody wants it: it was made by a start whose answer was lost, or its records were deleted.
    if (!pod->over())
        (void)client_.remove(podPath(record), {record.uid});
    else if (removePod(client_, record, true))
        return std::nullopt;
    return first_look;
}

TaskState KubernetesEngine::dressed(const PodAttempt& attempt)
{
    TaskState state = attempt.state();
    const PodRecord& record = attempt.record();
    if (state.exit || state.node.empty())
        return state;
    const std::lock_guard lock(mutex_);
    if (record.gpus > 0)
        state.gpus = slots_.of(state.node, keyOf(record));
    if (const auto way = ways_.find(keyOf(record)); way != ways_.end())
        state.url = "http://" + way->second->address() + "/";
    return state;
}

void KubernetesEngine::watch(std::function<void(const TaskState&)> sink)
{
    const std::lock_guard lock(mutex_);
    sink_ = std::move(sink);
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

std::string KubernetesEngine::nodeOfVolume(const ResourceId& environment)
{
    const std::lock_guard lock(mutex_);
    for (const auto& [key, attempt] : attempts_) {
        const TaskState state = attempt->state();
        if (!environment.empty() && attempt->record().environment == environment && !state.exit &&
            !state.node.empty())
            return state.node;
    }
    return {};
}

Result<PodPlace> KubernetesEngine::place(const TaskStart& start)
{
    if (!view_->complete()) {
        const auto trouble = view_->trouble();
        return fail(ErrorCode::Unavailable,
                    trouble ? trouble->message : "What the cluster has is still being read.",
                    "cluster-unreachable");
    }
    if (!options_.only_namespace.empty())  // Nodes are not ours to see: the cluster decides.
        return PodPlace{{}, options_.accelerators.resources.front()};
    std::vector<PromisedPod> promised;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [key, pod] : starting_)
            promised.push_back(pod);
        for (const auto& [key, attempt] : attempts_) {
            if (const auto pod = attempt->promised())
                promised.push_back(*pod);
        }
    }
    std::vector<NodeUse> nodes = view_->nodes();
    const std::string pinned = nodeOfVolume(start.environment);
    if (!pinned.empty())
        std::erase_if(nodes, [&](const NodeUse& use) { return use.node.name != pinned; });
    return choosePlace(std::move(nodes), promised, demandOf(start, options_.cpu_overcommit))
        .map([&](PodPlace place) {
            place.pinned = !pinned.empty();
            return place;
        });
}

Result<void> KubernetesEngine::fits(const TaskStart& start)
{
    return place(start).map([](const PodPlace&) {});
}

Result<TaskState> KubernetesEngine::start(const TaskStart& start)
{
    PodRecord record = recordOf(start, namespaces_.of(start.project));
    const std::string key = keyOf(record);
    if (const auto known = find(key))
        return dressed(*known);
    if (const auto checked = checkNames(start); !checked)
        return propagate(checked);
    if (start.image.empty())
        return fail(
            ErrorCode::InvalidArgument,
            "The image is this platform's own machine, which a cluster does not have. Choose an image "
            "with a reference, or have an administrator add one.",
            "no-container-image", "spec.image");
    const PodDemand demand = demandOf(start, options_.cpu_overcommit);
    const Result<PodPlace> place = this->place(start);
    if (!place)
        return propagate(place);
    // One that was tried before a crash has its key already.
    if (const auto before = store_.read(start.task, start.attempt))
        record = *before;
    {
        const std::lock_guard lock(mutex_);
        starting_[key] = {place->node, demand};
    }
    const auto made = store_.write(record).and_then([&] { return create(start, record, *place); });
    const std::lock_guard lock(mutex_);
    starting_.erase(key);
    return made;
}

/// The claim of an environment's volume is made once and stays until the environment is deleted.
Result<void> KubernetesEngine::claimVolume(const TaskStart& start, const PodRecord& record)
{
    const std::string collection =
        fmt::format("/api/v1/namespaces/{}/persistentvolumeclaims", record.name_space);
    const auto kept = store_.writeVolume(start.environment, record.name_space);
    if (!kept)
        return kept;
    const Bytes size = start.disk.count() > 0 ? start.disk : options_.volume_size;
    const auto made =
        client_.create(collection, claimObject(record, store_.platform(), {size, options_.storage_class}));
    return made || made.error().code == ErrorCode::AlreadyExists ? Result<void>() : propagate(made);
}

Result<TaskState> KubernetesEngine::create(const TaskStart& start, const PodRecord& record,
                                           const PodPlace& place)
{
    const Result<std::string> uid =
        namespaces_.ready(start.project).and_then([&] { return createPod(start, record, place); });
    if (!uid) {
        if (uid.error().code == ErrorCode::NotFound)
            namespaces_.doubt(start.project);
        // Whether it was made is not known when the cluster did not answer: the next try, or the view, tells.
        if (uid.error().code != ErrorCode::Unavailable && uid.error().code != ErrorCode::DeadlineExceeded)
            (void)store_.discard(record);
        return propagate(uid);
    }
    PodRecord made = record;
    made.uid = *uid;
    if (const auto written = store_.write(made); !written)
        return propagate(written);
    const auto attempt = adopt(made);
    attempt->promise({place.node, demandOf(start, options_.cpu_overcommit)});
    workers_->poke(keyOf(made), first_look);
    return dressed(*attempt);
}

Result<std::string> KubernetesEngine::createPod(const TaskStart& start, const PodRecord& record,
                                                const PodPlace& place)
{
    const std::string base = fmt::format("/api/v1/namespaces/{}/", record.name_space);
    if (!start.environment.empty()) {
        const auto claimed = claimVolume(start, record);
        if (!claimed)
            return propagate(claimed);
    }
    const auto files = handedFiles(start, record, {PodLayout(), parts_.hasSdk(), options_.store_ca_pem});
    const auto secret =
        client_.apply(base + "secrets/" + record.pod, secretObject(record, store_.platform(), files));
    if (!secret)
        return propagate(secret);
    PodParts parts{options_.accelerators, store_.platform(), parts_.volumes(), {}, options_.cpu_overcommit};
    for (const auto& [name, content] : files)
        parts.handed.push_back(name);
    const auto pod = client_.create(base + "pods", podObject(start, record, place, parts));
    if (pod)
        return textAt(*pod, {"metadata", "uid"});
    if (pod.error().code != ErrorCode::AlreadyExists)
        return propagate(pod);
    return client_.get(podPath(record)).map([](const Json& object) {
        return textAt(object, {"metadata", "uid"});
    });
}

Result<void> KubernetesEngine::stop(const TaskId& task, std::int64_t attempt, milliseconds grace)
{
    const Result<PodRecord> record = store_.read(task, attempt);
    const auto found = record ? find(keyOf(*record)) : nullptr;
    if (!found)
        return unknownTask(task, attempt);
    if (const auto asked = found->requestStop({ExitCause::Stopped, grace}); !asked)
        return asked;
    workers_->poke(keyOf(*record));
    return {};
}

Result<void> KubernetesEngine::forget(const TaskId& task)
{
    {
        const std::lock_guard lock(mutex_);
        const auto ours = [&](const auto& entry) { return entry.second->record().task == task; };
        const bool running = std::any_of(attempts_.begin(), attempts_.end(), [&](const auto& entry) {
            return ours(entry) && !entry.second->ended();
        });
        if (running)
            return fail(ErrorCode::Conflict, "Task " + task.text() + " still runs. Stop it first.");
        for (auto entry = attempts_.begin(); entry != attempts_.end();) {
            told_.erase(ours(*entry) ? entry->first : std::string());
            entry = ours(*entry) ? attempts_.erase(entry) : std::next(entry);
        }
    }
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

Result<std::string> KubernetesEngine::openUrl(const TaskId& task, std::int64_t attempt)
{
    const Result<PodRecord> record = store_.read(task, attempt);
    const auto found = record ? find(keyOf(*record)) : nullptr;
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

}  // namespace slipway
