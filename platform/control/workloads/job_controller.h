// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/control/workloads/workload_controller.h"

#include <filesystem>

namespace slipway {

/// Runs a job until it has ended: attempts, retries with back-off, its outputs.
class JobController final : public WorkloadController {
public:
    using WorkloadController::WorkloadController;

protected:
    Result<bool> wantsEnd(const Resource& job) override;
    std::chrono::milliseconds grace() const override { return context_.options.job_grace; }
    Result<void> recordEnd(const Resource& job, const TaskExit& exit, StatusWrite& write) override;
    void rest(WorkloadStatus& status) override;
    bool isOver(const WorkloadStatus& status) const override { return isTerminal(status.phase); }
    std::optional<std::chrono::milliseconds> delay(const ResourceId& job,
                                                   const WorkloadStatus& status) override;
    Result<std::string> deletionObstacle(const Resource&) override { return std::string(); }
    Result<bool> deleteFiles(const Resource& job) override;
    Result<void> complete(const Resource& job, WorkloadStatus& status) override;
    bool givesUp() const override { return false; }

private:
    /// Writes which models it saved, unless they are still looked up.
    Result<void> lookForModels(const Resource& job, WorkloadStatus& status);
};

}  // namespace slipway
