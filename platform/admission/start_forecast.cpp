// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/admission/start_forecast.h"

#include "platform/admission/gpu_ledger.h"

#include <algorithm>
#include <array>
#include <set>

namespace slipway {

namespace {

/// How long one is reckoned to go on whose limit is over: it is being stopped.
constexpr std::chrono::minutes while_ending{1};

const std::string& holderOf(const Applicant& applicant)
{
    return applicant.tasks.front().holder;
}

/// The queue as it goes on, from one end of a limit to the next.
class Course {
public:
    Course(Nodes nodes, const HolderEnds& ends, const AdmissionOptions& options, Timestamp now)
        : ledger_(std::move(nodes)), ends_(ends), options_(options), now_(now)
    {
        for (auto& [holder, end] : ends_) {
            if (end && *end <= now)
                end = now + while_ending;
        }
    }

    void run(std::vector<const Applicant*> queue)
    {
        waiting_ = std::move(queue);
        startAll();
        while (!waiting_.empty() && passTime())
            startAll();
    }

    const std::map<ResourceId, Timestamp>& starts() const { return starts_; }
    StartUnknown whyNot(const Applicant& applicant);

private:
    void startAll()
    {
        while (startOne()) {}
    }
    bool startOne();
    /// To the next end of a limit; false when there is none.
    bool passTime();

    GpuLedger ledger_;
    HolderEnds ends_;
    const AdmissionOptions& options_;
    Timestamp now_;
    std::vector<const Applicant*> waiting_;
    std::map<ResourceId, Timestamp> starts_;
    std::set<std::string> started_;  ///< Holders that waited at first.
    std::map<ResourceId, const Applicant*> behind_;
};

bool Course::startOne()
{
    QueueWalk walk(ledger_, options_, now_);
    walk.sort(waiting_);
    behind_.clear();
    for (auto at = waiting_.begin(); at != waiting_.end(); ++at) {
        const Applicant& applicant = **at;
        if (const auto obstacle = walk.obstacle(applicant)) {
            behind_[applicant.workload] = obstacle->ahead;
            continue;
        }
        if (!ledger_.start(applicant.tasks))
            continue;
        const std::chrono::seconds limit = applicant.tasks.front().duration_limit;
        ends_[holderOf(applicant)] = limit.count() > 0 ? std::optional(now_ + limit) : std::nullopt;
        starts_[applicant.workload] = now_;
        started_.insert(holderOf(applicant));
        waiting_.erase(at);
        return true;
    }
    return false;
}

bool Course::passTime()
{
    std::optional<Timestamp> next;
    for (const auto& [holder, end] : ends_) {
        if (end && (!next || *end < *next))
            next = end;
    }
    if (!next)
        return false;
    now_ = *next;
    std::erase_if(ends_, [&](const auto& entry) {
        const bool over = entry.second && *entry.second <= now_;
        if (over)
            ledger_.release(entry.first);
        return over;
    });
    return true;
}

StartUnknown Course::whyNot(const Applicant& applicant)
{
    const auto behind = behind_.find(applicant.workload);
    if (behind != behind_.end() && behind->second != nullptr)
        return StartUnknown::AheadUnknown;
    for (const std::string& holder : started_)
        ledger_.release(holder);
    started_.clear();
    return ledger_.fits(applicant.tasks) ? StartUnknown::AheadWithoutLimit : StartUnknown::HeldWithoutLimit;
}

/// Whether accelerators are what decides about it, as far as can be told from outside.
bool isReckonable(const Applicant& applicant)
{
    return applicant.gpus() > 0 &&
           std::all_of(applicant.tasks.begin(), applicant.tasks.end(),
                       [](const TaskStart& task) { return task.gpu_share.isWhole(); });
}

}  // namespace

std::string_view name(StartUnknown why)
{
    constexpr std::array<std::string_view, 5> words{"held-without-limit", "ahead-without-limit",
                                                    "ahead-unknown", "not-for-gpus", "too-far"};
    return words[static_cast<std::size_t>(why)];
}

std::map<ResourceId, StartForecast> forecastStarts(const std::vector<std::shared_ptr<const Applicant>>& queue,
                                                   Nodes nodes, const HolderEnds& ends,
                                                   const AdmissionOptions& options, Timestamp now)
{
    std::map<ResourceId, StartForecast> found;
    std::vector<const Applicant*> reckoned;
    for (const auto& applicant : queue) {
        if (isReckonable(*applicant))
            reckoned.push_back(applicant.get());
        else
            found[applicant->workload] = {std::nullopt, StartUnknown::NotForGpus};
    }
    Course course(std::move(nodes), ends, options, now);
    course.run(reckoned);
    for (const Applicant* applicant : reckoned) {
        const auto start = course.starts().find(applicant->workload);
        StartForecast& forecast = found[applicant->workload];
        if (start == course.starts().end())
            forecast = {std::nullopt, course.whyNot(*applicant)};
        else if (start->second <= now)  // It would have started, were it for accelerators alone.
            forecast = {std::nullopt, StartUnknown::NotForGpus};
        else
            forecast = {start->second};
    }
    return found;
}

}  // namespace slipway
