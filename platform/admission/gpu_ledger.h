// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/admission/wait_reason.h"
#include "platform/engines/engine.h"

#include <map>
#include <optional>
#include <string>

namespace slipway {

/// An engine on paper that knows accelerators alone: who holds which, and until when. It runs nothing, and is
/// asked for room as an engine is.
class GpuLedger final : public Engine {
public:
    explicit GpuLedger(Nodes nodes) : nodes_(std::move(nodes)) {}

    std::vector<std::pair<std::string, NodeStatus>> capacity() override { return nodes_; }
    /// Room for every task of the group on one node each, whatever else they ask for.
    Result<void> fits(const TaskGroup& group) override;
    /// Takes what fits() has found.
    Result<std::vector<TaskState>> start(const TaskGroup& group) override;
    void release(const std::string& holder);

    Result<void> separatesProjects() const override { return {}; }
    std::vector<TaskState> list() override { return {}; }
    Result<void> stop(const TaskId&, std::int64_t, std::chrono::milliseconds) override { return {}; }
    Result<void> forget(const TaskId&) override { return {}; }
    Result<void> deleteEnvironmentFiles(const ResourceId&) override { return {}; }
    Result<void> checkVolume(const Volume&) override { return {}; }
    Result<VolumeStatus> tendVolume(const Volume&) override { return VolumeStatus(); }
    Result<bool> deleteVolume(const Volume&) override { return true; }
    void watch(std::function<void(const TaskState&)>) override {}
    Result<std::filesystem::path> streamsDirectory(const TaskId&, std::int64_t) override
    {
        return std::filesystem::path();
    }

private:
    static Result<void> place(const TaskGroup& group, Nodes& nodes);

    Nodes nodes_;
};

}  // namespace slipway
