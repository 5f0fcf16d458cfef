// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/kubernetes/engine_on_cluster.h"

#include "platform/engines/kubernetes/pods/pod_names.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <fstream>

namespace slipway::test {

namespace {

constexpr std::size_t project_characters = 4;

}  // namespace

std::string contentOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

EngineOnCluster::EngineOnCluster()
{
    if (!cluster_.ready()) {
        why_ = cluster_.why();
        return;
    }
    const auto labelled =
        cluster_.client().mergePatch("/api/v1/namespaces/" + cluster_.name_space(),
                                     {{"metadata", {{"labels", {{managed_by_label, managed_by}}}}}});
    if (!labelled)
        why_ = labelled.error().message;
    else if (!start())
        why_ = "The engine cannot be made.";
}

std::string EngineOnCluster::why() const
{
    return why_;
}

KubernetesEngineOptions EngineOnCluster::options() const
{
    // A program with sanitizers is not static, so pods get another.
    const std::filesystem::path programs =
        qEnvironmentVariable("SLIPWAY_POD_PROGRAMS", QStringLiteral(SLIPWAY_BINARY_DIR "/bin")).toStdString();
    KubernetesEngineOptions options;
    options.data_directory = directory();
    options.access = cluster_.access();
    options.runner_program = programs / "slipway-runner";
    options.assembler_program = programs / "slipway-assemble";
    options.sdk_directory = SLIPWAY_SOURCE_DIR "/sdk/python";
    // Prefix and project make the test's own namespace.
    const std::string& name = cluster_.name_space();
    options.namespace_prefix = name.substr(0, name.size() - project_characters);
    return options;
}

bool EngineOnCluster::start()
{
    auto engine = KubernetesEngine::create(options());
    engine_ = engine ? std::move(*engine) : nullptr;
    return engine_ != nullptr;
}

TaskStart EngineOnCluster::task(const std::string& command) const
{
    TaskStart start;
    start.workload = ResourceId(newId("job"));
    start.task = TaskId(start.workload.text() + "-0");
    start.project = cluster_.name_space().substr(cluster_.name_space().size() - project_characters);
    start.holder = start.project + "/jobs/" + start.workload.text();
    start.image = "slipway.test/busybox:1";
    start.memory = 64_MiB;
    start.cpus = 0;
    start.command = command;
    return start;
}

bool EngineOnCluster::runs(const TaskStart& start)
{
    return engine_->start(start) && reaches(start, TaskState::Stage::Running);
}

TaskState EngineOnCluster::state(const TaskStart& start)
{
    for (const TaskState& state : engine_->list()) {
        if (state.task == start.task && state.attempt == start.attempt)
            return state;
    }
    return {};
}

bool EngineOnCluster::reaches(const TaskStart& start, TaskState::Stage stage, int timeout_ms)
{
    return QTest::qWaitFor([&] { return state(start).stage >= stage; }, timeout_ms);
}

std::string EngineOnCluster::log(const TaskStart& start)
{
    const auto directory = engine_->streamsDirectory(start.task, start.attempt);
    return directory ? contentOf(*directory / "log") : std::string();
}

std::size_t EngineOnCluster::objects(const std::string& resource)
{
    const auto found = cluster_.client().get(cluster_.path(resource) + "?labelSelector=slipway.dev%2Ftask");
    return found ? (*found)["items"].size() : 999;
}

}  // namespace slipway::test
