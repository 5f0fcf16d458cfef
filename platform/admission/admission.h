// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/admission/applicant.h"
#include "platform/admission/queue_walk.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace slipway {

/// How many at the front of the queue anybody reckons with.
inline constexpr std::size_t forecast_reach = 100;

/// One thing in the queue, as the API lists it.
struct WaitingWorkload {
    ResourceId workload;
    std::string project, kind, name, owner;
    std::int64_t position = 0;  ///< Counts from 1.
    std::int64_t gpus = 0;
    std::string reason;
    std::string message;  ///< With its place, as long as that is among the first ten.
    Timestamp since{};

    bool operator==(const WaitingWorkload&) const = default;
};

/// One queue over all projects that decides who starts next.
///
/// In fair order (see sortFairly) each applicant that fits starts. The first that does not fit is the head.
/// Others may pass it only until it has waited for `patience`; then whoever would take what it lacks waits
/// too, so that small work cannot starve large work for ever. enter(), withdraw() and run() belong to one
/// thread; queue(), line() and preview() may be called from any.
class Admission {
public:
    explicit Admission(Engine& engine, AdmissionOptions options = {});

    /// Adds an applicant or replaces the one of the same workload.
    void enter(Applicant applicant);
    void withdraw(const ResourceId& workload);
    bool empty() const { return applicants_.empty(); }

    /// Starts an applicant. `ResourceExhausted` or `Unavailable` keeps it in the queue; after success and
    /// every other error it has left.
    using Admit = std::function<Result<void>(const Applicant&)>;
    /// Admits those whose turn it is, a run's share at most; returns those that still wait, in order.
    std::vector<WaitingWorkload> run(Timestamp now, const Admit& admit);
    /// Whether the last run ended with its share, so that another may start more.
    bool isUnfinished() const { return unfinished_; }

    /// The queue as the last run left it.
    std::vector<WaitingWorkload> queue() const;

    /// The same with what the first `forecast_reach` of it ask for.
    struct Line {
        std::vector<WaitingWorkload> entries;
        std::vector<std::shared_ptr<const Applicant>> first;
    };
    Line line() const;
    const AdmissionOptions& options() const { return options_; }

    /// Where `applicant` would stand if it entered now; position 0 when it would start at once.
    /// `InvalidArgument` when it never fits.
    Result<WaitingWorkload> preview(const Applicant& applicant) const;

private:
    /// Starts the first whose turn it is, and returns nothing: what it took changes the shares, so the order
    /// is made anew. Else everybody with why they wait.
    std::optional<Line> startOne(Timestamp now, const Admit& admit);

    Engine& engine_;
    AdmissionOptions options_;
    std::map<ResourceId, std::shared_ptr<const Applicant>> applicants_;
    std::uint64_t entered_ = 0;
    bool unfinished_ = false;
    mutable std::mutex mutex_;
    Line snapshot_;
};

}  // namespace slipway
