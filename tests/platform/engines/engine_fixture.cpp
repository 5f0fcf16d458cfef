// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/engines/engine_fixture.h"

#include "core/hash.h"
#include "core/resources/replicas.h"

#include <QtCore/QProcess>

#include <algorithm>

namespace slipway {

void EngineFixture::setUp()
{
    root_ = std::make_unique<QTemporaryDir>();
    const std::filesystem::path root = root_->path().toStdString();
    if (passable_)
        std::filesystem::permissions(root, std::filesystem::perms(0711));
    data_ = root / "data";
    runner_ = SLIPWAY_BINARY_DIR "/bin/slipway-runner";
    news_.clear();
    restartEngine();
    QVERIFY(engine_);
}

void EngineFixture::tearDown()
{
    if (!engine_)
        restartEngine();
    for (const TaskState& state : engine_->list())
        engine_->stop(state.task, state.attempt, std::chrono::milliseconds(0));
    QTRY_VERIFY([this] {
        const auto states = engine_->list();
        return std::all_of(states.begin(), states.end(),
                           [](const auto& state) { return state.exit.has_value(); });
    }());
    engine_.reset();
}

void EngineFixture::restartEngine()
{
    engine_.reset();
    auto engine = LocalEngine::create({data_, runner_, sdk_, 2});
    if (!engine)
        QFAIL(engine.error().message.c_str());
    engine_ = std::move(*engine);
    engine_->watch([this](const TaskState& state) {
        const std::lock_guard lock(mutex_);
        news_.push_back(state);
        news_came_.notify_all();
    });
}

TaskStart EngineFixture::job(const std::string& name, const std::string& command, std::int64_t gpus) const
{
    TaskStart start;
    start.task = TaskId("job-" + name + "-0");
    start.workload = ResourceId("job-" + name);
    start.project = "default";
    start.holder = "default/jobs/" + name;
    start.memory = 1_MiB;
    start.gpus = gpus;
    start.command = command;
    return start;
}

TaskGroup EngineFixture::replicas(const std::string& name, const std::vector<RoleSpec>& roles,
                                  const std::string& command) const
{
    JobSpec spec;
    spec.roles = roles;
    TaskGroup group;
    for (const Replica& replica : replicasOf(spec)) {
        group.push_back(job(name, command, 1));
        group.back().replica = replica;
        group.back().task = TaskId("job-" + name + "-" + std::to_string(replica.number));
    }
    return group;
}

TaskStart EngineFixture::environment(const std::string& name) const
{
    TaskStart start = job(name, "");
    start.task = TaskId("env-" + name + "-0");
    start.workload = ResourceId("env-" + name);
    start.environment = start.workload;
    start.holder = "default/environments/" + name;
    start.notebook = true;
    return start;
}

std::string EngineFixture::uploadCode(const std::string& script, const std::string& project) const
{
    const std::filesystem::path code = data_ / "objects" / project / "code";
    std::filesystem::create_directories(code);
    const QTemporaryDir folder;
    const std::string tar = folder.path().toStdString() + ".tar";
    const std::string line =
        "set -e; cd '" + folder.path().toStdString() + "'; " + script + "; tar -cf '" + tar + "' .";
    if (QProcess::execute(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QString::fromStdString(line)}) !=
        0)
        return {};
    const std::string digest = sha256File(tar).value();
    std::filesystem::copy_file(tar, code / (digest + ".tar"));
    std::filesystem::remove(tar);
    return digest;
}

TaskState EngineFixture::stateOf(const TaskStart& start) const
{
    for (const TaskState& state : engine_->list()) {
        if (state.task == start.task && state.attempt == start.attempt)
            return state;
    }
    return {};
}

std::filesystem::path EngineFixture::attemptOf(const TaskStart& start) const
{
    return data_ / "tasks" / start.task.text() / std::to_string(start.attempt);
}

std::string EngineFixture::log(const TaskStart& start) const
{
    return content(attemptOf(start) / "streams" / "log");
}

TaskExit EngineFixture::runToEnd(const TaskStart& start)
{
    const auto started = engine_->start(start);
    if (!started)
        return {TaskExit::Cause::NotStarted, {}, {}, started.error().message, {}};
    [&] { QTRY_VERIFY_WITH_TIMEOUT(ended(start), 60'000); }();
    return stateOf(start).exit.value_or(TaskExit{});
}

std::int64_t EngineFixture::freeGpus() const
{
    const auto nodes = engine_->capacity();
    return std::count_if(nodes[0].second.gpus.begin(), nodes[0].second.gpus.end(),
                         [](const GpuStatus& gpu) { return gpu.held_by.empty(); });
}

}  // namespace slipway
