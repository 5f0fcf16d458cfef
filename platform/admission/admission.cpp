// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/admission/admission.h"

#include <fmt/format.h>

#include <optional>

namespace slipway {

namespace {

constexpr std::size_t announced_positions = 10;

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

}  // namespace

Admission::Admission(Engine& engine, AdmissionOptions options) : engine_(engine), options_(options) {}

void Admission::enter(Applicant applicant)
{
    const auto known = applicants_.find(applicant.workload);
    applicant.entered = known == applicants_.end() ? entered_++ : known->second->entered;
    const ResourceId id = applicant.workload;
    applicants_.insert_or_assign(id, std::make_shared<const Applicant>(std::move(applicant)));
}

void Admission::withdraw(const ResourceId& workload)
{
    applicants_.erase(workload);
}

std::vector<WaitingWorkload> Admission::run(Timestamp now, const Admit& admit)
{
    std::optional<Line> line;
    for (int starts = 0; !line && starts < options_.starts_per_run; ++starts)
        line = startOne(now, admit);
    unfinished_ = !line;
    const std::lock_guard lock(mutex_);
    if (line) {
        snapshot_ = std::move(*line);
    } else {
        std::erase_if(snapshot_.entries,
                      [this](const WaitingWorkload& entry) { return !applicants_.contains(entry.workload); });
        std::erase_if(snapshot_.first, [this](const std::shared_ptr<const Applicant>& applicant) {
            return !applicants_.contains(applicant->workload);
        });
    }
    return snapshot_.entries;
}

std::optional<Admission::Line> Admission::startOne(Timestamp now, const Admit& admit)
{
    std::vector<const Applicant*> queue;
    for (const auto& [id, applicant] : applicants_)
        queue.push_back(applicant.get());
    QueueWalk walk(engine_, options_, now);
    walk.sort(queue);
    std::vector<QueueWalk::Obstacle> obstacles;
    for (const Applicant* applicant : queue) {
        std::optional<QueueWalk::Obstacle> obstacle = walk.obstacle(*applicant);
        if (!obstacle) {
            const Result<void> admitted = admit(*applicant);
            if (admitted || !QueueWalk::keepsWaiting(admitted.error())) {
                applicants_.erase(ResourceId(applicant->workload));
                return std::nullopt;
            }
            obstacle = walk.refused(*applicant, admitted.error());
        }
        obstacles.push_back(std::move(*obstacle));
    }
    Line line;
    for (std::size_t at = 0; at < queue.size(); ++at) {
        line.entries.push_back(waiting(*queue[at], at + 1, walk.reason(*queue[at], obstacles[at])));
        if (at < forecast_reach)
            line.first.push_back(applicants_.at(queue[at]->workload));
    }
    return line;
}

std::vector<WaitingWorkload> Admission::queue() const
{
    const std::lock_guard lock(mutex_);
    return snapshot_.entries;
}

Admission::Line Admission::line() const
{
    const std::lock_guard lock(mutex_);
    return snapshot_;
}

Result<WaitingWorkload> Admission::preview(const Applicant& applicant) const
{
    const Result<void> fits = engine_.fits(applicant.tasks);
    if (!fits && !QueueWalk::keepsWaiting(fits.error()))
        return propagate(fits);
    if (fits)
        return WaitingWorkload();
    const WaitReason why =
        waitForCapacity(applicant.tasks, nodesFor(applicant.tasks, engine_.capacity()), fits.error());
    const std::lock_guard lock(mutex_);
    return waiting(applicant, snapshot_.entries.size() + 1, why);
}

}  // namespace slipway
