// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/harness/api_client.h"
#include "bench/harness/child_process.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace slipway::bench {

/// A real slipwayd of the build on a directory of its own, which goes with it.
class PlatformProcess {
public:
    struct Options {
        int gpus = 0;                             ///< Simulated ones.
        std::optional<int> core;                  ///< The only one that it may use.
        std::vector<std::string> arguments = {};  ///< More of the command line.
    };
    explicit PlatformProcess(const Options& options);
    /// Ends the server and whatever still runs on it.
    ~PlatformProcess();
    PlatformProcess(const PlatformProcess&) = delete;
    PlatformProcess& operator=(const PlatformProcess&) = delete;

    /// Returns once it answers; may be called again after stop().
    Result<void> start();
    void stop();
    /// start(), for a client of its administrator.
    Result<ApiClient> startForClient();

    std::filesystem::path path(const std::string& name) const { return directory_ / name; }
    std::filesystem::path data() const { return directory_ / "data"; }
    std::uint16_t port() const { return port_; }
    const sigv4::Credentials& credentials() const { return credentials_; }
    RequestSigner signer() const { return {port_, credentials_}; }
    Result<ApiClient> client() const { return ApiClient::connect(port_, signer()); }
    const ChildProcess& process() const { return *process_; }

private:
    Result<void> readReadyFile();
    void endTasks() const;

    const Options options_;
    std::filesystem::path directory_;
    std::unique_ptr<ChildProcess> process_;
    std::uint16_t port_ = 0;
    sigv4::Credentials credentials_;
};

}  // namespace slipway::bench
