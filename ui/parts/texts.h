// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/cluster.h"
#include "core/resources/phase.h"
#include "core/resources/specs.h"
#include "core/resources/statuses.h"
#include "core/time.h"

#include <QCoreApplication>
#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace slipway {

class Workspace;

/// Words and numbers as people read them, in the current language.
class Texts {
    Q_DECLARE_TR_FUNCTIONS(Texts)
public:
    static QString phase(Phase phase);
    /// The phase of an item whose status this version does not know, and a sentence about it.
    static QString notUnderstood();
    static QString whyNotUnderstood();
    /// "Uploading" or "Ready" of a dataset; others as they are.
    static QString datasetPhase(const std::string& phase);
    /// Of a role, such as "engineer"; others as they are.
    static QString datasetTask(const std::string& task);
    /// "1 GPU", "No GPU".
    static QString gpus(std::int64_t count);
    /// Ids of accelerators that something holds: "sim-0, sim-1 (simulated)".
    static QString heldGpus(const std::vector<std::string>& ids, bool simulated);
    /// "host: The machine as it is"
    static QString image(const std::string& name, const ImageSpec& spec);
    /// "lab: Kubernetes, 8 GPUs"
    /// Where a dataset lies, and how far its copies are.
    static QString datasetStores(const DatasetStatus& status);
    static QString cluster(const std::string& name, const ClusterSpec& spec, const ClusterStatus& status);
    /// Where a workload is, or is to be; empty where there is one cluster alone.
    static QString clusterOf(const Workspace& workspace, const WorkloadStatus& status,
                             const std::string& wanted);
    /// "gpu-1: 4 CPUs, 16 GiB, 1 GPU"
    static QString flavor(const std::string& name, const FlavorSpec& spec);
    /// "2 h 14 m", "8 h"; a dash for nothing.
    static QString duration(std::optional<std::chrono::seconds> duration);
    /// "3 min ago", "now".
    static QString ago(Timestamp time, Timestamp now);
    /// Date and time in the local zone.
    static QString absolute(Timestamp time);
    static QString bytes(std::uint64_t count);
    static QString count(std::int64_t count);
    /// Why a workload waits or how it ended: the reason's sentence in the current language, else the
    /// server's.
    static QString reason(const WorkloadStatus& status);
    /// What to do when the current project is gone, or the user is no member of it any more; empty while they
    /// are.
    static QString notMember(const Workspace& workspace);
    /// How long the latest attempt ran, or has been running.
    static std::optional<std::chrono::seconds> ran(const WorkloadStatus& status, Timestamp now);
    /// What a recorded action was, such as "created".
    static QString action(const std::string& action);
};

}  // namespace slipway
