// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/admission/applicant.h"
#include "platform/admission/wait_reason.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <tuple>
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

/// One walk through the queue, from its front to its end, at one moment: who may start, and who may not.
/// Applicants must outlive it.
class QueueWalk {
public:
    QueueWalk(Engine& engine, const AdmissionOptions& options, Timestamp now);

    /// Puts the queue in the order in which it is walked, see sortFairly().
    void sort(std::vector<const Applicant*>& queue) const;

    /// Why one may not start: somebody goes first, or the engine has no room.
    struct Obstacle {
        const Applicant* ahead = nullptr;
        Error engine_said = {};
    };
    /// Nothing when it may start now. To be asked in the order of the queue, of each once.
    std::optional<Obstacle> obstacle(const Applicant& applicant);
    /// It was to start and the engine has said no.
    Obstacle refused(const Applicant& applicant, const Error& error);
    WaitReason reason(const Applicant& applicant, const Obstacle& obstacle) const;

    /// Whether an error of an engine is one that passes with time.
    static bool keepsWaiting(const Error& error);

private:
    /// All that decides whether a task finds room; its environment's volume may be in use somewhere.
    using Shape = std::tuple<std::int64_t, Bytes, std::int64_t, std::string, ResourceId, std::string, bool>;
    /// The first that waits for room, of each cluster.
    struct Head {
        const Applicant* applicant;
        bool lacks_gpus;
    };

    static std::vector<Shape> shapeOf(const TaskGroup& tasks);
    bool holdsBack(const Head& head, const Applicant& other) const;

    Engine& engine_;
    const AdmissionOptions& options_;
    Timestamp now_;
    Nodes nodes_;
    std::vector<Head> heads_;
    std::map<std::vector<Shape>, Error> full_;
};

/// Those of the nodes where a group may run.
Nodes nodesFor(const TaskGroup& tasks, const Nodes& nodes);

}  // namespace slipway
