// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/engines/kubernetes/engine/kubernetes_engine.h"
#include "tests/platform/kubernetes/real_cluster.h"

#include <QTemporaryDir>

#include <memory>
#include <string>

namespace slipway::test {

inline constexpr int patience_ms = 60'000;

std::string contentOf(const std::filesystem::path& file);

/// An engine on the real cluster whose one project is in a namespace of its own, deleted with this.
class EngineOnCluster {
public:
    /// Needs the cluster to be up; QVERIFY(ready()).
    EngineOnCluster();

    bool ready() const { return why().empty(); }
    std::string why() const;

    RealCluster& cluster() { return cluster_; }
    KubernetesEngine& engine() { return *engine_; }
    /// As a slipwayd does that ends, and one that is started again.
    void stop() { engine_.reset(); }
    [[nodiscard]] bool start();
    /// One that is made in another way.
    void use(std::unique_ptr<KubernetesEngine> engine) { engine_ = std::move(engine); }
    std::filesystem::path directory() const { return directory_.path().toStdString(); }
    /// What start() makes engines with.
    KubernetesEngineOptions options() const;

    /// A task of busybox, with no GPU.
    TaskStart task(const std::string& command) const;
    /// Starts it and waits until it runs.
    bool runs(const TaskStart& start);
    TaskState state(const TaskStart& start);
    bool reaches(const TaskStart& start, TaskState::Stage stage, int timeout_ms = patience_ms);
    std::string log(const TaskStart& start);
    /// How many objects of tasks of that kind the namespace has.
    std::size_t objects(const std::string& resource);

private:
    RealCluster cluster_;
    QTemporaryDir directory_;
    std::string why_;
    std::unique_ptr<KubernetesEngine> engine_;
};

}  // namespace slipway::test
