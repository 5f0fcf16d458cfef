// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/slipwayctl/exit_code.h"
#include "client/session.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace slipway::ctl {

enum class Output { Table, Json, Yaml };

/// What every command has at hand: the global options, and the platform once it is needed.
class Context {
public:
    std::string output_name = "table";
    std::string project_option;
    std::string profile_option;
    std::vector<std::string> trailing;  ///< The words after "--".

    Output output() const;
    /// The project that names without one belong to.
    std::string project() const;

    /// Runs a command that talks to the platform; an error is said on stderr and decides the exit code.
    void run(const std::function<Result<ExitCode>(Session&)>& command);
    /// The same for a command that needs no platform.
    void runLocally(const std::function<Result<ExitCode>()>& command);

    ExitCode exitCode() const { return exit_code_; }

private:
    std::optional<Session> session_;
    ExitCode exit_code_ = ExitCode::Ok;
};

/// One sentence on stderr, with the field at fault.
void printError(const Error& error);

}  // namespace slipway::ctl
