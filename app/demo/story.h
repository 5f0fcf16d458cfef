// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/album.h"
#include "app/demo/evidence.h"
#include "app/demo/ground.h"
#include "app/demo/watchdog.h"
#include "app/demo/window_driver.h"
#include "core/resources/resource.h"
#include "core/resources/statuses.h"

#include <nlohmann/json_fwd.hpp>

#include <QTemporaryDir>

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>

namespace slipway {
class MainWindow;
class Workspace;
}  // namespace slipway

namespace slipway::demo {

/// The main job, from the first start to the last clean-up, done in the real window.
///
/// Each step prints one JSON line: its name, its milliseconds, how late the window was meanwhile, and what it
/// measured; the last line is about all of them.
class Story {
public:
    /// `digits` is the example's folder; `platform_data` is where the embedded platform keeps its files;
    /// `ground` is what it runs tasks on; `user` does what a person would. Within `release_limit` from the
    /// press of the button the GPU has to be free.
    Story(MainWindow& window, Album& album, WindowDriver& user, std::filesystem::path digits,
          std::filesystem::path platform_data, const Ground& ground, const Watchdog& watchdog,
          std::chrono::milliseconds release_limit);
    ~Story();

    /// Throws Failure at the first thing that is not as it should be.
    void run();

private:
    void connectToThisComputer(nlohmann::json& facts);
    void makeResources();
    /// An image that runs as root is for projects that an administrator allows it in.
    void allowRoot();
    void createEnvironment(nlohmann::json& facts);
    void installPackage(nlohmann::json& facts);
    void uploadDataset(nlohmann::json& facts);
    void launchTraining(nlohmann::json& facts);
    void followTraining(nlohmann::json& facts);
    void checkLog(nlohmann::json& facts);
    void checkMetrics(nlohmann::json& facts);
    void findModel(nlohmann::json& facts);
    void takePictures(nlohmann::json& facts);
    void releaseGpu(nlohmann::json& facts);
    void resumeEnvironment(nlohmann::json& facts);
    void cleanUp(nlohmann::json& facts);

    void tellAll(qint64 ms) const;
    void step(const QString& name, void (Story::*act)(nlohmann::json&));
    void waitForProspect();
    void launchJob(const QString& name, const QString& command, const QString& code, bool in_environment);
    void deleteSelected(const QString& confirm);
    Workspace& workspace() const;
    WorkloadStatus status(Kind kind, const std::string& name) const;
    void waitForPhase(Kind kind, const std::string& name, Phase phase);
    int heldGpus() const;
    std::filesystem::path attemptOf(const std::string& job) const;
    std::filesystem::path environmentFiles() const;
    std::filesystem::path outputsOf(const std::string& job) const;

    /// Looks at files and numbers, which is not the window's work.
    template <class Look>
    auto aside(const Look& look) const
    {
        const Watchdog::Excuse looking(watchdog_);
        return look();
    }

    MainWindow& window_;
    const Watchdog& watchdog_;
    Album& album_;
    WindowDriver& user_;
    std::filesystem::path digits_;
    std::filesystem::path data_;
    const Ground& ground_;
    std::chrono::milliseconds release_limit_;
    QTemporaryDir scratch_;
    Fingerprint kept_files_;
    std::size_t seen_delays_ = 0;
    QString worst_step_;
    double worst_delay_ms_ = 0;
};

}  // namespace slipway::demo
