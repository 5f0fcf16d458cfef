// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runner/data/data_plan.h"
#include "runner/pod/pod_layout.h"
#include "runner/records/attempt_records.h"
#include "tests/platform/objects/object_server.h"

#include <QProcess>
#include <QTemporaryDir>

#include <map>
#include <memory>
#include <string>

namespace slipway::test {

/// A pod's main, run by the real program as an ordinary user where this process is root, with a dataset
/// "set" in a real object service.
class DatasetPod {
public:
    DatasetPod();
    /// Ends what runs.
    ~DatasetPod();

    /// Stores a file of the dataset.
    void put(const std::string& name, const std::string& content);
    /// Where the service keeps a file of the dataset.
    std::filesystem::path stored(const std::string& name) const;

    /// Starts `command` of /bin/sh in the pod; `before` are words that the runner itself is started by.
    void start(const std::string& command, const QStringList& before = {});
    /// How it ended, once the runner is gone.
    ExitRecord finish(int timeout_ms = 60'000);
    ExitRecord run(const std::string& command, const QStringList& before = {})
    {
        start(command, before);
        return finish();
    }

    std::string log() const;
    bool logHas(const std::string& text) const { return log().find(text) != std::string::npos; }
    AttemptDirectory attempt() const { return layout_.attempt(); }
    QProcess& runner() { return runner_; }
    ObjectServer& server() { return *server_; }
    /// The service goes away, and comes back at the same address.
    void stopServer();
    void startServer();

    DataPlan plan;  ///< What start() hands to the pod.

private:
    void handOver(const std::string& command);
    void giveAway(const std::filesystem::path& place) const;

    std::unique_ptr<ObjectServer> server_;
    std::string address_;
    QTemporaryDir directory_;
    PodLayout layout_;
    QProcess runner_;
};

/// Content that differs for each seed and repeats nowhere near.
std::string noise(std::size_t bytes, std::uint32_t seed);

/// The program tests/runner/data/opener.cpp.
std::string openerProgram();

}  // namespace slipway::test
