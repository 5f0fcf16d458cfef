// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/reconcile_loop.h"

#include "core/log_line.h"
#include "core/resources/specs.h"
#include "platform/control/workloads/task_starts.h"

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <map>

namespace slipway {

ReconcileLoop::ReconcileLoop(Store& store, Engine& engine, Admission& admission, Inbox& inbox,
                             const ControlOptions& options)
    : store_(store),
      engine_(engine),
      admission_(admission),
      inbox_(inbox),
      options_(options),
      context_{store, engine, admission, board_, *options.objects, options, {}, {}, {}},
      jobs_(context_),
      environments_(context_),
      datasets_(context_),
      projects_(context_),
      clusters_(context_),
      stores_(context_),
      volumes_(context_),
      nodes_(store, engine)
{
}

void ReconcileLoop::run(const std::stop_token& stop)
{
    Clock::time_point next_tick = Clock::now();
    while (!stop.stop_requested()) {
        const Clock::time_point next_look = std::min(queue_.next().value_or(next_tick), next_tick);
        const Inbox::News news = inbox_.take(admission_.isUnfinished() ? Clock::now() : next_look, stop);
        if (stop.stop_requested())
            return;
        takeTasks(news);
        if (!seeded_)
            seeded_ = seed();
        else
            takeChanges(news);
        if (Clock::now() >= next_tick) {
            look_at_nodes_ = true;
            next_tick = Clock::now() + (seeded_ ? options_.node_interval : std::chrono::milliseconds(1000));
        }
        reconcileDue(stop);
        if (seeded_ && !stop.stop_requested())
            admit();
    }
}

bool ReconcileLoop::seed()
{
    // Changes after this version are read from the store's log, so nothing between is missed.
    version_ = store_.version();
    const Nodes nodes = engine_.capacity();
    for (const TaskState& task : engine_.list()) {
        board_.note(task);
        queue_.addNow(task.workload);
    }
    for (const Kind kind : {Kind::Project, Kind::Store, Kind::Cluster, Kind::Dataset, Kind::Volume,
                            Kind::Environment, Kind::Job}) {
        if (const Result<void> seeded = seedKind(kind); !seeded) {
            spdlog::warn(logLine("resources-not-read",
                                 {{"kind", info(kind).plural}, {"why", seeded.error().message}}));
            return false;
        }
    }
    return true;
}

Result<void> ReconcileLoop::seedKind(Kind kind)
{
    ListQuery query;
    query.kind = kind;
    std::vector<ResourceId> newest_first;
    do {
        const Result<Page> page = store_.list(query);
        if (!page)
            return propagate(page);
        for (const Resource& resource : page->items)
            newest_first.push_back(resource.id);
        query.cursor = page->cursor;
    } while (!query.cursor.empty());
    for (auto id = newest_first.rbegin(); id != newest_first.rend(); ++id)
        queue_.addNow(*id);
    return {};
}

void ReconcileLoop::takeTasks(const Inbox::News& news)
{
    for (const auto& [task, time] : news.tasks) {
        if (!board_.note(task))
            continue;
        queue_.addNow(task.workload);
        look_at_nodes_ = true;
        if (!board_.active(task.workload))
            context_.freed.insert_or_assign(task.workload, time);
    }
}

void ReconcileLoop::takeChanges(const Inbox::News& news)
{
    constexpr std::size_t at_once = 1000;
    while (version_ < store_.version()) {
        const Result<std::vector<Change>> changes = store_.changesSince(version_, at_once);
        if (!changes && changes.error().code == ErrorCode::Gone) {
            seeded_ = seed();
            return;
        }
        if (!changes || changes->empty())
            return;
        for (const Change& change : *changes) {
            version_ = std::max(version_, change.version);
            noteChange(change, news);
        }
    }
}

void ReconcileLoop::noteChange(const Change& change, const Inbox::News& news)
{
    const Resource& resource = change.resource;
    switch (resource.kind) {
    case Kind::Environment: {
        const Result<EnvironmentSpec> spec = parseJson(resource.spec).and_then(readEnvironmentSpec);
        const auto commit = std::find_if(news.commits.begin(), news.commits.end(),
                                         [&](const Inbox::Commit& c) { return c.version >= change.version; });
        if (spec && spec->released && board_.active(resource.id))
            context_.release_asked.try_emplace(resource.id,
                                               commit == news.commits.end() ? now() : commit->time);
        queue_.addNow(resource.id);
        break;
    }
    case Kind::Job:
        queue_.addNow(resource.id);
        break;
    case Kind::Dataset:
        for (const WaitingWorkload& waiting : admission_.queue()) {
            if (waiting.reason == "dataset-elsewhere")
                queue_.addNow(waiting.workload);
        }
        [[fallthrough]];
    case Kind::Cluster:
    case Kind::Project:
    case Kind::Store:
    case Kind::Volume:
        queue_.addNow(resource.id);
        wakeOthers();
        return;
    case Kind::Member:
        wakeOthers();  // Somebody alone may run what several people may not.
        return;
    default:
        return;
    }
    if (change.removed || isTerminal(readStatus(resource).phase))
        wakeOthers();
}

void ReconcileLoop::wakeOthers()
{
    for (const ResourceId& id : waiting_for_others_)
        queue_.addNow(id);
    waiting_for_others_.clear();
}

void ReconcileLoop::reconcileDue(const std::stop_token& stop)
{
    const Clock::time_point now = Clock::now();
    while (!stop.stop_requested()) {
        const std::optional<ResourceId> id = queue_.take(now);
        if (!id)
            return;
        const Result<NextLook> next = reconcile(*id);
        if (!next) {
            spdlog::warn(
                logLine("tried-again-later", {{"resource", id->text()}, {"why", next.error().message}}));
            queue_.addAfterError(*id, Clock::now());
            continue;
        }
        queue_.forgetErrors(*id);
        if (next->after)
            queue_.addAt(*id, Clock::now() + *next->after);
        if (next->when_others_change)
            waiting_for_others_.insert(*id);
    }
}

Result<NextLook> ReconcileLoop::reconcile(const ResourceId& id)
{
    const Result<Resource> resource = store_.get(id);
    if (resource)
        return dispatch(*resource);
    if (resource.error().code != ErrorCode::NotFound)
        return propagate(resource);
    admission_.withdraw(id);
    return clearOrphan(id);
}

Result<NextLook> ReconcileLoop::dispatch(const Resource& resource)
{
    switch (resource.kind) {
    case Kind::Job:
    case Kind::Environment:
        return controllerOf(resource.kind).reconcile(resource);
    case Kind::Dataset:
        return datasets_.reconcile(resource);
    case Kind::Project:
        return projects_.reconcile(resource);
    case Kind::Cluster:
        return clusters_.reconcile(resource);
    case Kind::Store:
        return stores_.reconcile(resource);
    case Kind::Volume:
        return volumes_.reconcile(resource);
    default:
        return NextLook();
    }
}

Result<NextLook> ReconcileLoop::clearOrphan(const ResourceId& id)
{
    const AttemptTasks* tasks = board_.find(id);
    if (tasks == nullptr)
        return NextLook();
    for (const TaskState* task : tasks->tasks()) {
        const Result<void> done =
            tasks->active() ? task->stage < TaskState::Stage::Stopping
                                  ? engine_.stop(task->task, task->attempt, options_.environment_grace)
                                  : Result<void>()
                            : engine_.forget(task->task);
        if (!done)
            return propagate(done);
    }
    if (!tasks->active())
        board_.forget(id);
    return NextLook();
}

void ReconcileLoop::admit()
{
    const std::vector<WaitingWorkload> before = admission_.queue();
    if (!admission_.empty() || !before.empty()) {
        const std::vector<WaitingWorkload> waiting =
            admission_.run(now(), [this](const Applicant& applicant) -> Result<void> {
                look_at_nodes_ = true;
                return controllerOf(applicant.kind).admit(applicant);
            });
        std::map<ResourceId, const WaitingWorkload*> shown_before;
        for (const WaitingWorkload& entry : before)
            shown_before.emplace(entry.workload, &entry);
        for (const WaitingWorkload& entry : waiting) {
            const auto known = shown_before.find(entry.workload);
            if (known != shown_before.end() && *known->second == entry)
                continue;
            const Kind kind = kindNamed(entry.kind).value_or(Kind::Job);
            if (const Result<void> shown = controllerOf(kind).showWaiting(entry); !shown)
                spdlog::warn(logLine("reason-not-written",
                                     {{"workload", entry.workload.text()}, {"why", shown.error().message}}));
        }
    }
    if (!look_at_nodes_)
        return;
    look_at_nodes_ = false;
    if (const Result<void> published = nodes_.publish(); !published)
        spdlog::warn(logLine("nodes-not-written", {{"why", published.error().message}}));
}

WorkloadController& ReconcileLoop::controllerOf(Kind kind)
{
    if (kind == Kind::Job)
        return jobs_;
    return environments_;
}

}  // namespace slipway
