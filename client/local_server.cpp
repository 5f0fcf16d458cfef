// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/local_server.h"

#include "client/local/detached_program.h"
#include "client/local/ready_file.h"
#include "client/local/running_program.h"
#include "client/private_file.h"
#include "net/fetch/fetcher.h"

#include <fmt/format.h>

#include <condition_variable>
#include <fstream>
#include <future>
#include <mutex>

namespace slipway {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds poll_interval{50};
constexpr std::size_t shown_log_bytes = 2000;
constexpr int max_starts = 3;

tl::unexpected<Error> canceled()
{
    return fail(ErrorCode::Canceled, "Starting the server on this computer was cancelled.");
}

/// Returns early when a stop is requested.
void pause(const std::stop_token& stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    wake.wait_for(lock, stop, poll_interval, [] { return false; });
}

/// Runs one request to its end, which a stop brings about.
Result<net::FetchResponse> run(net::Fetcher& fetcher, net::FetchRequest request, const std::stop_token& stop)
{
    const auto promise = std::make_shared<std::promise<Result<net::FetchResponse>>>();
    net::FetchCallbacks callbacks;
    callbacks.on_done = [promise](Result<net::FetchResponse> result) {
        promise->set_value(std::move(result));
    };
    const auto fetch = fetcher.start(std::move(request), std::move(callbacks));
    const std::stop_callback cancel(stop, [&fetch] { fetch->cancel(); });
    return promise->get_future().get();
}

bool answers(net::Fetcher& fetcher, const ReadyFile& ready, const std::stop_token& stop)
{
    net::FetchRequest request;
    request.url = ready.server + "/healthz";
    request.ca_file = ready.ca_file;
    request.connect_timeout = std::chrono::milliseconds(1'000);
    request.total_timeout = std::chrono::milliseconds(2'000);
    const auto answer = run(fetcher, std::move(request), stop);
    return answer && answer->status == 200;
}

/// The profile of the server that runs now, if one does.
Result<Profile> runningServer(net::Fetcher& fetcher, const fs::path& directory, const std::stop_token& stop)
{
    const auto ready = ReadyFile::load(directory / "ready.json");
    if (!ready)
        return propagate(ready);
    if (!answers(fetcher, *ready, stop))
        return fail(ErrorCode::Unavailable, "The server on this computer does not answer.");
    Profile profile;
    profile.name = "this-computer";
    profile.server = ready->server;
    profile.access_key = ready->access_key;
    profile.ca_file = ready->ca_file;
    const auto secret = ready->readSecret();
    if (!secret)
        return propagate(secret);
    profile.secret_key = *secret;
    return profile;
}

std::string endOfLog(const fs::path& log)
{
    std::ifstream file(log, std::ios::binary | std::ios::ate);
    const auto size = static_cast<std::size_t>(std::max<std::streamoff>(file.tellg(), 0));
    const std::size_t shown = std::min(size, shown_log_bytes);
    std::string text(shown, '\0');
    file.seekg(static_cast<std::streamoff>(size - shown));
    file.read(text.data(), static_cast<std::streamsize>(shown));
    return text;
}

std::vector<std::string> commandLine(const LocalServerOptions& options, const fs::path& program,
                                     const fs::path& directory)
{
    std::vector<std::string> arguments{program.string(),
                                       "--data",
                                       directory.string(),
                                       "--listen",
                                       "127.0.0.1:0",
                                       "--s3-listen",
                                       "127.0.0.1:0",
                                       "--engine",
                                       "local",
                                       "--simulate-gpus",
                                       std::to_string(options.simulated_gpus),
                                       "--kubeconfig-programs",
                                       "--ready-file",
                                       (directory / "ready.json").string(),
                                       "--idle-exit",
                                       "600"};
    arguments.insert(arguments.end(), options.extra_arguments.begin(), options.extra_arguments.end());
    return arguments;
}

/// Starts the server until it answers. One that ends at once may have met another that was starting or
/// stopping, so it is started again, a few times.
Result<Profile> startServer(net::Fetcher& fetcher, const LocalServerOptions& options, const fs::path& program,
                            const fs::path& directory, const std::stop_token& stop)
{
    const fs::path log = directory / "slipwayd.log";
    const auto deadline = Clock::now() + options.timeout;
    DetachedProgram server;
    int starts = 0;
    while (Clock::now() < deadline && !stop.stop_requested()) {
        if (!server.isRunning() && starts == max_starts)
            break;
        if (!server.isRunning()) {
            auto started = DetachedProgram::start(commandLine(options, program, directory), log);
            if (!started)
                return propagate(started);
            server = *started;
            ++starts;
        }
        for (int i = 0; i < 10 && Clock::now() < deadline && !stop.stop_requested(); ++i) {
            if (auto profile = runningServer(fetcher, directory, stop))
                return profile;
            pause(stop);
        }
    }
    if (stop.stop_requested())
        return canceled();
    return fail(ErrorCode::Unavailable,
                fmt::format("The server on this computer did not start. The end of its log {} says:\n{}",
                            log.string(), endOfLog(log)),
                "server-not-started");
}

}  // namespace

Result<Profile> ensureLocalServer(const LocalServerOptions& options, std::stop_token stop)
{
    const fs::path directory =
        options.data_directory.empty() ? dataDirectory() / "platform" : fs::absolute(options.data_directory);
    if (auto made = makePrivateDirectory(directory); !made)
        return propagate(made);
    net::Fetcher fetcher;
    if (auto profile = runningServer(fetcher, directory, stop))
        return profile;
    if (stop.stop_requested())
        return canceled();
    const fs::path program =
        options.program.empty() ? ownProgram().parent_path() / "slipwayd" : fs::absolute(options.program);
    std::error_code error;
    if (!fs::exists(program, error))
        return fail(
            ErrorCode::NotFound,
            fmt::format(
                "The server program {} is missing. Install Slipway again, or choose a server that runs "
                "elsewhere.",
                program.string()),
            "no-server-program");
    return startServer(fetcher, options, program, directory, stop);
}

}  // namespace slipway
