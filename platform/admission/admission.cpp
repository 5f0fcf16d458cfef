// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/admission/admission.h"

#include "platform/admission/fair_order.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <tuple>

namespace slipway {

namespace {

constexpr std::size_t announced_positions = 10;

bool keepsWaiting(const Error& error)
{
    return error.code == ErrorCode::ResourceExhausted || error.code == ErrorCode::Unavailable;
}

WaitingWorkload waiting(const Applicant& applicant, std::size_t position, const WaitReason& why)
{
    WaitingWorkload entry;
    entry.workload = applicant.workload;
    entry.project = applicant.project;
    entry.kind = info(applicant.kind).name;
    entry.name = applicant.name;
    entry.owner = applicant.owner;
    entry.position = static_cast<std::int64_t>(position);
    entry.gpus = applicant.gpus();
    entry.reason = why.reason;
    // Far places are left out, so that one start does not rewrite the status of a thousand that wait.
    entry.message =
        position <= announced_positions
            ? fmt::format("{} {} in the queue.", why.message, ordinal(position))
            : fmt::format("{} More than {} are ahead of it in the queue.", why.message, announced_positions);
    entry.since = applicant.since;
    return entry;
}

/// Whether one cluster may be where both run.
bool mayMeet(const Applicant& one, const Applicant& other)
{
    const std::string& a = one.tasks.front().cluster;
    const std::string& b = other.tasks.front().cluster;
    return a.empty() || b.empty() || a == b;
}

/// Where a group may run.
Nodes nodesFor(const TaskGroup& tasks, const Nodes& nodes)
{
    const std::string& cluster = tasks.front().cluster;
    if (cluster.empty())
        return nodes;
    Nodes some;
    for (const auto& node : nodes) {
        if (node.second.engine == cluster)
            some.push_back(node);
    }
    return some;
}

/// Whether some accelerator may be one that both want.
bool wantSameGpus(const TaskGroup& one, const TaskGroup& other)
{
    const auto same = [](const TaskStart& a, const TaskStart& b) {
        return a.gpus > 0 && b.gpus > 0 &&
               (a.gpu_model.empty() || b.gpu_model.empty() || a.gpu_model == b.gpu_model);
    };
    return std::any_of(one.begin(), one.end(), [&](const TaskStart& a) {
        return std::any_of(other.begin(), other.end(), [&](const TaskStart& b) { return same(a, b); });
    });
}

}  // namespace

/// One walk through the queue.
class Admission::Pass {
public:
    Pass(Engine& engine, const AdmissionOptions& options, Timestamp now)
        : engine_(engine), options_(options), now_(now), nodes_(engine.capacity())
    {
    }

    void sort(std::vector<const Applicant*>& queue) const
    {
        sortFairly(queue, heldGpus(nodes_), now_, options_.starving);
    }

    /// Nothing when it may start now.
    std::optional<WaitReason> obstacle(const Applicant& applicant)
    {
        for (const Applicant* head : heads_) {
            if (mayMeet(*head, applicant) && holdsBack(*head, applicant))
                return waitForTurn(*head);
        }
        const std::vector<Shape> shape = shapeOf(applicant.tasks);
        auto known = full_.find(shape);
        if (known == full_.end()) {
            const Result<void> fits = engine_.fits(applicant.tasks);
            if (fits || !keepsWaiting(fits.error()))
                return std::nullopt;
            known = full_.emplace(shape, fits.error()).first;
        }
        return mustWait(applicant, known->second);
    }

    WaitReason mustWait(const Applicant& applicant, const Error& error)
    {
        // Who could not be started for another reason than a lack of room holds nobody back.
        const bool has_head = std::any_of(heads_.begin(), heads_.end(),
                                          [&](const Applicant* head) { return mayMeet(*head, applicant); });
        if (!has_head && error.code == ErrorCode::ResourceExhausted)
            heads_.push_back(&applicant);
        return waitForCapacity(applicant.tasks, nodesFor(applicant.tasks, nodes_), error);
    }

private:
    /// All that decides whether a task finds room; its environment's volume may be in use somewhere.
    using Shape = std::tuple<std::int64_t, Bytes, std::int64_t, std::string, ResourceId, std::string, bool>;

    static std::vector<Shape> shapeOf(const TaskGroup& tasks)
    {
        std::vector<Shape> shape;
        for (const TaskStart& task : tasks)
            shape.emplace_back(task.cpus, task.memory, task.gpus, task.gpu_model, task.environment,
                               task.cluster, task.image.empty());
        return shape;
    }

    bool holdsBack(const Applicant& head, const Applicant& other) const
    {
        if (now_ - head.since <= options_.patience)
            return false;
        return !lacksGpus(head.tasks, nodesFor(head.tasks, nodes_)) || wantSameGpus(head.tasks, other.tasks);
    }

    Engine& engine_;
    const AdmissionOptions& options_;
    Timestamp now_;
    Nodes nodes_;
    std::vector<const Applicant*> heads_;  ///< The first that waits for room, of each cluster.
    std::map<std::vector<Shape>, Error> full_;
};

Admission::Admission(Engine& engine, AdmissionOptions options) : engine_(engine), options_(options) {}

void Admission::enter(Applicant applicant)
{
    const auto known = applicants_.find(applicant.workload);
    applicant.entered = known == applicants_.end() ? entered_++ : known->second.entered;
    applicants_.insert_or_assign(applicant.workload, std::move(applicant));
}

void Admission::withdraw(const ResourceId& workload)
{
    applicants_.erase(workload);
}

std::vector<WaitingWorkload> Admission::run(Timestamp now, const Admit& admit)
{
    std::optional<std::vector<WaitingWorkload>> waits;
    for (int starts = 0; !waits && starts < options_.starts_per_run; ++starts)
        waits = startOne(now, admit);
    unfinished_ = !waits;
    const std::lock_guard lock(mutex_);
    if (waits)
        snapshot_ = std::move(*waits);
    else
        std::erase_if(snapshot_,
                      [this](const WaitingWorkload& entry) { return !applicants_.contains(entry.workload); });
    return snapshot_;
}

std::optional<std::vector<WaitingWorkload>> Admission::startOne(Timestamp now, const Admit& admit)
{
    std::vector<WaitingWorkload> waits;
    std::vector<const Applicant*> queue;
    for (const auto& [id, applicant] : applicants_)
        queue.push_back(&applicant);
    Pass pass(engine_, options_, now);
    pass.sort(queue);
    for (const Applicant* applicant : queue) {
        std::optional<WaitReason> why = pass.obstacle(*applicant);
        if (!why) {
            const Result<void> admitted = admit(*applicant);
            if (admitted || !keepsWaiting(admitted.error())) {
                applicants_.erase(ResourceId(applicant->workload));
                return std::nullopt;
            }
            why = pass.mustWait(*applicant, admitted.error());
        }
        waits.push_back(waiting(*applicant, waits.size() + 1, *why));
    }
    return waits;
}

std::vector<WaitingWorkload> Admission::queue() const
{
    const std::lock_guard lock(mutex_);
    return snapshot_;
}

Result<WaitingWorkload> Admission::preview(const Applicant& applicant) const
{
    const Result<void> fits = engine_.fits(applicant.tasks);
    if (!fits && !keepsWaiting(fits.error()))
        return propagate(fits);
    if (fits)
        return WaitingWorkload();
    const WaitReason why =
        waitForCapacity(applicant.tasks, nodesFor(applicant.tasks, engine_.capacity()), fits.error());
    const std::lock_guard lock(mutex_);
    return waiting(applicant, snapshot_.size() + 1, why);
}

}  // namespace slipway
