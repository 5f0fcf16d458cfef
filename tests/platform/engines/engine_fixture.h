// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/engines/local/local_engine.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

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
    /// The replicas of a job, each with a GPU.
    TaskGroup replicas(const std::string& name, const std::vector<RoleSpec>& roles,
                       const std::string& command) const;
    TaskStart environment(const std::string& name) const;
    /// Packs what a shell script makes in an empty directory, as the project's uploaded code; its SHA-256.
    std::string uploadCode(const std::string& script, const std::string& project = "default") const;
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

    /// Where others may pass, tasks of different projects are kept apart; needs root.
    bool passable_ = false;
    std::filesystem::path sdk_ = "/opt/sdk";
    std::filesystem::path runner_;
    std::unique_ptr<QTemporaryDir> root_;
    std::filesystem::path data_;
    std::unique_ptr<LocalEngine> engine_;
    std::mutex mutex_;
    std::condition_variable news_came_;
    std::vector<TaskState> news_;
};

}  // namespace slipway
