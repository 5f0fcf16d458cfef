// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/admission/queue_walk.h"

#include "platform/admission/fair_order.h"

#include <algorithm>

namespace slipway {

namespace {

/// Whether one cluster may be where both run.
bool mayMeet(const Applicant& one, const Applicant& other)
{
    const std::string& a = one.tasks.front().cluster;
    const std::string& b = other.tasks.front().cluster;
    return a.empty() || b.empty() || a == b;
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

QueueWalk::QueueWalk(Engine& engine, const AdmissionOptions& options, Timestamp now)
    : engine_(engine), options_(options), now_(now), nodes_(engine.capacity())
{
}

void QueueWalk::sort(std::vector<const Applicant*>& queue) const
{
    sortFairly(queue, heldGpus(nodes_), now_, options_.starving);
}

bool QueueWalk::keepsWaiting(const Error& error)
{
    return error.code == ErrorCode::ResourceExhausted || error.code == ErrorCode::Unavailable;
}

std::optional<QueueWalk::Obstacle> QueueWalk::obstacle(const Applicant& applicant)
{
    for (const Head& head : heads_) {
        if (mayMeet(*head.applicant, applicant) && holdsBack(head, applicant))
            return Obstacle{head.applicant, {}};
    }
    const std::vector<Shape> shape = shapeOf(applicant.tasks);
    auto known = full_.find(shape);
    if (known == full_.end()) {
        const Result<void> fits = engine_.fits(applicant.tasks);
        if (fits || !keepsWaiting(fits.error()))
            return std::nullopt;
        known = full_.emplace(shape, fits.error()).first;
    }
    return refused(applicant, known->second);
}

QueueWalk::Obstacle QueueWalk::refused(const Applicant& applicant, const Error& error)
{
    // Who could not be started for another reason than a lack of room holds nobody back.
    const bool has_head = std::any_of(heads_.begin(), heads_.end(),
                                      [&](const Head& head) { return mayMeet(*head.applicant, applicant); });
    if (!has_head && error.code == ErrorCode::ResourceExhausted)
        heads_.push_back({&applicant, lacksGpus(applicant.tasks, nodesFor(applicant.tasks, nodes_))});
    return {nullptr, error};
}

WaitReason QueueWalk::reason(const Applicant& applicant, const Obstacle& obstacle) const
{
    if (obstacle.ahead != nullptr)
        return waitForTurn(*obstacle.ahead);
    return waitForCapacity(applicant.tasks, nodesFor(applicant.tasks, nodes_), obstacle.engine_said);
}

std::vector<QueueWalk::Shape> QueueWalk::shapeOf(const TaskGroup& tasks)
{
    std::vector<Shape> shape;
    for (const TaskStart& task : tasks)
        shape.emplace_back(task.cpus, task.memory, task.gpus, task.gpu_model, task.environment, task.cluster,
                           task.image.empty());
    return shape;
}

bool QueueWalk::holdsBack(const Head& head, const Applicant& other) const
{
    if (now_ - head.applicant->since <= options_.patience)
        return false;
    return !head.lacks_gpus || wantSameGpus(head.applicant->tasks, other.tasks);
}

}  // namespace slipway
