// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/admission/applicant.h"
#include "platform/admission/wait_reason.h"

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace slipway {

struct AdmissionOptions {
    /// How long the head of the queue lets others that fit pass it; then what competes with it is held back.
    std::chrono::milliseconds patience = std::chrono::minutes(10);
    /// Whoever has waited this long goes before all that have not, whatever their projects hold.
    std::chrono::milliseconds starving = std::chrono::hours(4);
    /// So many start in one run, so that who calls it gets to other things between.
    int starts_per_run = 8;
};

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
/// thread; queue() and preview() may be called from any.
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

    /// Where `applicant` would stand if it entered now; position 0 when it would start at once.
    /// `InvalidArgument` when it never fits.
    Result<WaitingWorkload> preview(const Applicant& applicant) const;

private:
    class Pass;

    /// Starts the first whose turn it is, and returns nothing: what it took changes the shares, so the order
    /// is made anew. Else everybody with why they wait.
    std::optional<std::vector<WaitingWorkload>> startOne(Timestamp now, const Admit& admit);

    Engine& engine_;
    AdmissionOptions options_;
    std::map<ResourceId, Applicant> applicants_;
    std::uint64_t entered_ = 0;
    bool unfinished_ = false;
    mutable std::mutex mutex_;
    std::vector<WaitingWorkload> snapshot_;
};

}  // namespace slipway
