// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/control/workloads/workload_controller.h"

namespace slipway {

/// Keeps an environment running or released, as its owner wants.
///
/// One that fails, is lost or reaches its duration is released by the platform itself (spec.released is set),
/// so that it starts again only when somebody resumes it.
class EnvironmentController final : public WorkloadController {
public:
    using WorkloadController::WorkloadController;

protected:
    Result<bool> wantsEnd(const Resource& environment) override;
    std::chrono::milliseconds grace() const override { return context_.options.environment_grace; }
    Result<void> recordEnd(const Resource& environment, const TaskExit& exit, StatusWrite& write) override;
    void rest(WorkloadStatus& status) override;
    bool isOver(const WorkloadStatus&) const override { return false; }
    std::optional<std::chrono::milliseconds> delay(const ResourceId&, const WorkloadStatus&) override
    {
        return std::nullopt;
    }
    Result<std::string> deletionObstacle(const Resource& environment) override;
    Result<bool> deleteFiles(const Resource& environment) override;
    bool givesUp() const override { return true; }
};

}  // namespace slipway
