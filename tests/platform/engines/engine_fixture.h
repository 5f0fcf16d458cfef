// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/engines/local/local_engine.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <algorithm>
#include <condition_variable>
#include <fstream>
#include <iterator>
#include <mutex>

namespace slipway {

/// A platform's data directory with an engine on it that can be replaced by a new one.
class EngineFixture {
protected:
    void setUp();
    /// Ends every task.
    void tearDown();
    void restartEngine();

    TaskStart job(const std::string& name, const std::string& command, std::int64_t gpus = 0) const;
    TaskStart environment(const std::string& name) const;
    TaskState stateOf(const TaskStart& start) const;
    bool ended(const TaskStart& start) const { return stateOf(start).stage == TaskState::Stage::Ended; }
    std::string log(const TaskStart& start) const;
    TaskExit runToEnd(const TaskStart& start);
    std::filesystem::path attemptOf(const TaskStart& start) const;
    std::int64_t freeGpus() const;

    static std::string content(const std::filesystem::path& file)
    {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    std::unique_ptr<QTemporaryDir> root_;
    std::filesystem::path data_;
    std::unique_ptr<LocalEngine> engine_;
    std::mutex mutex_;
    std::condition_variable news_came_;
    std::vector<TaskState> news_;
};

inline void EngineFixture::setUp()
{
    root_ = std::make_unique<QTemporaryDir>();
    data_ = std::filesystem::path(root_->path().toStdString()) / "data";
    news_.clear();
    restartEngine();
    QVERIFY(engine_);
}

inline void EngineFixture::tearDown()
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

inline void EngineFixture::restartEngine()
{
    engine_.reset();
    auto engine = LocalEngine::create({data_, SLIPWAY_BINARY_DIR "/bin/slipway-runner", "/opt/sdk", 2});
    if (!engine)
        QFAIL(engine.error().message.c_str());
    engine_ = std::move(*engine);
    engine_->watch([this](const TaskState& state) {
        const std::lock_guard lock(mutex_);
        news_.push_back(state);
        news_came_.notify_all();
    });
}

inline TaskStart EngineFixture::job(const std::string& name, const std::string& command,
                                    std::int64_t gpus) const
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

inline TaskStart EngineFixture::environment(const std::string& name) const
{
    TaskStart start = job(name, "");
    start.task = TaskId("env-" + name + "-0");
    start.workload = ResourceId("env-" + name);
    start.environment = start.workload;
    start.holder = "default/environments/" + name;
    start.notebook = true;
    return start;
}

inline TaskState EngineFixture::stateOf(const TaskStart& start) const
{
    for (const TaskState& state : engine_->list()) {
        if (state.task == start.task && state.attempt == start.attempt)
            return state;
    }
    return {};
}

inline std::filesystem::path EngineFixture::attemptOf(const TaskStart& start) const
{
    return data_ / "tasks" / start.task.text() / std::to_string(start.attempt);
}

inline std::string EngineFixture::log(const TaskStart& start) const
{
    return content(attemptOf(start) / "streams" / "log");
}

inline TaskExit EngineFixture::runToEnd(const TaskStart& start)
{
    const auto started = engine_->start(start);
    if (!started)
        return {TaskExit::Cause::NotStarted, {}, {}, started.error().message, {}};
    [&] { QTRY_VERIFY_WITH_TIMEOUT(ended(start), 60'000); }();
    return stateOf(start).exit.value_or(TaskExit{});
}

inline std::int64_t EngineFixture::freeGpus() const
{
    const auto nodes = engine_->capacity();
    return std::count_if(nodes[0].second.gpus.begin(), nodes[0].second.gpus.end(),
                         [](const GpuStatus& gpu) { return gpu.held_by.empty(); });
}

}  // namespace slipway
