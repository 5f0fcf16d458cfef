// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/commands/command_builder.h"
#include "app/slipwayctl/commands/commands.h"
#include "client/local/ready_file.h"
#include "client/local/running_program.h"
#include "client/local_server.h"
#include "client/profile.h"

#include <fmt/format.h>

#include <iostream>
#include <thread>

namespace slipway::ctl {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds stop_time{30};
constexpr std::chrono::milliseconds poll_interval{50};

struct ServerOptions {
    std::string data, program;
    int simulated_gpus = 0;
};

fs::path directoryOf(const ServerOptions& options)
{
    return options.data.empty() ? dataDirectory() / "platform" : fs::absolute(options.data);
}

Result<ExitCode> start(const ServerOptions& options)
{
    LocalServerOptions local;
    local.data_directory = directoryOf(options);
    local.program = options.program;
    local.simulated_gpus = options.simulated_gpus;
    auto profile = ensureLocalServer(local);
    if (!profile)
        return propagate(profile);
    auto file = ProfileFile::load(configDirectory());
    if (!file)
        return propagate(file);
    file->put(*profile);
    file->setCurrent(profile->name);
    if (auto saved = file->save(); !saved)
        return propagate(saved);
    std::cout << fmt::format("The server on this computer answers at {}. The profile \"{}\" is in use.\n",
                             profile->server, profile->name);
    return ExitCode::Ok;
}

/// The pid of the server that wrote the ready file, if that process is still one of ours.
Result<int> runningPid(const fs::path& directory)
{
    const auto ready = ReadyFile::load(directory / "ready.json");
    if (ready && ready->pid > 1 && programOf(ready->pid).filename().string().starts_with("slipwayd"))
        return ready->pid;
    return fail(
        ErrorCode::Unavailable,
        fmt::format("No server serves {}. Start one with \"slipwayctl server start\".", directory.string()),
        "no-server");
}

Result<ExitCode> status(const ServerOptions& options)
{
    const auto pid = runningPid(directoryOf(options));
    if (!pid)
        return propagate(pid);
    const auto ready = ReadyFile::load(directoryOf(options) / "ready.json");
    if (!ready)
        return propagate(ready);
    std::cout << fmt::format("The server {} answers at {} as process {}.\n", directoryOf(options).string(),
                             ready->server, *pid);
    return ExitCode::Ok;
}

Result<ExitCode> stop(const ServerOptions& options)
{
    const auto pid = runningPid(directoryOf(options));
    if (!pid)
        return propagate(pid);
    askToEnd(*pid);
    const auto deadline = std::chrono::steady_clock::now() + stop_time;
    while (std::chrono::steady_clock::now() < deadline) {
        if (const auto still = runningPid(directoryOf(options)); !still || *still != *pid) {
            std::cout << "The server is stopped. What it runs goes on and is found again when it starts.\n";
            return ExitCode::Ok;
        }
        std::this_thread::sleep_for(poll_interval);
    }
    return fail(ErrorCode::DeadlineExceeded, fmt::format("The server, process {}, does not stop.", *pid));
}

CLI::App* addCommand(CLI::App& group, Context& context, const std::string& name,
                     const std::string& description, const std::shared_ptr<ServerOptions>& options,
                     Result<ExitCode> (*run)(const ServerOptions&))
{
    CLI::App* command = group.add_subcommand(name, description);
    command->add_option("--data", options->data, "Its data directory; the user's own when absent");
    command->callback([&context, options, run] { context.runLocally([&] { return run(*options); }); });
    return command;
}

}  // namespace

void addServerCommands(CLI::App& program, Context& context)
{
    CLI::App* group = program.add_subcommand("server", "The server on this computer");
    group->require_subcommand(1);
    const auto options = std::make_shared<ServerOptions>();
    CLI::App* starting =
        addCommand(*group, context, "start", "Find or start it, and use it from now on", options, start);
    starting->add_option("--simulate-gpus", options->simulated_gpus, "Pretend to have so many accelerators")
        ->check(CLI::Range(0, 64));
    starting->add_option("--program", options->program,
                         "The slipwayd to start; the one beside this program when absent");
    addCommand(*group, context, "status", "Say whether it runs", options, status);
    addCommand(*group, context, "stop", "Stop it; what it runs goes on", options, stop);
}

}  // namespace slipway::ctl
