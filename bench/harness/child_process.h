// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace slipway::bench {

/// Keeps the calling thread, and what it starts, on one core.
void stayOn(int core);

/// A program that runs beside the benchmark, and not longer than it.
class ChildProcess {
public:
    struct Options {
        std::vector<std::string> command;
        std::filesystem::path log;  ///< What it prints.
        std::optional<int> core;    ///< The only one that it may use.
    };
    static Result<std::unique_ptr<ChildProcess>> start(const Options& options);
    ~ChildProcess() { end(std::chrono::seconds(20)); }
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    pid_t pid() const { return pid_; }
    bool runs();
    /// SIGTERM, and SIGKILL when it is still there after `grace`.
    void end(std::chrono::milliseconds grace);
    /// Resident memory now, in MiB.
    double residentMib() const;
    /// Processor time used so far by all of its threads.
    double processorSeconds() const;

private:
    explicit ChildProcess(pid_t pid) : pid_(pid) {}

    pid_t pid_;
    bool ended_ = false;
};

}  // namespace slipway::bench
