// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/harness/platform_process.h"

#include "core/uri.h"

#include <nlohmann/json.hpp>

#include <array>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <thread>

namespace slipway::bench {

namespace fs = std::filesystem;

namespace {

constexpr const char* program = SLIPWAY_BINARY_DIR "/bin/slipwayd";

std::string contentOf(const fs::path& file)
{
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Whether this build of the server knows the option.
bool knows(const std::string& option)
{
    std::string help;
    FILE* pipe = ::popen((std::string(program) + " --help 2>&1").c_str(), "re");
    std::array<char, 4096> piece;
    while (pipe != nullptr) {
        const std::size_t got = std::fread(piece.data(), 1, piece.size(), pipe);
        if (got == 0)
            break;
        help.append(piece.data(), got);
    }
    if (pipe != nullptr)
        ::pclose(pipe);
    return help.find(option) != std::string::npos;
}

template <class Condition>
bool waitFor(std::chrono::seconds limit, Condition condition)
{
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

}  // namespace

PlatformProcess::PlatformProcess(const Options& options) : options_(options)
{
    std::string pattern = (fs::temp_directory_path() / "slipway-bench-XXXXXX").string();
    directory_ = ::mkdtemp(pattern.data());
}

PlatformProcess::~PlatformProcess()
{
    stop();
    endTasks();
    std::error_code ignored;
    fs::remove_all(directory_, ignored);
}

Result<void> PlatformProcess::start()
{
    std::vector<std::string> command{program,
                                     "--data",
                                     data(),
                                     "--listen",
                                     "127.0.0.1:0",
                                     "--s3-listen",
                                     "127.0.0.1:0",
                                     "--ready-file",
                                     path("ready.json"),
                                     "--idle-exit",
                                     "120",
                                     "--simulate-gpus",
                                     std::to_string(options_.gpus)};
    if (const std::string limit = "--max-requests-per-key"; knows(limit))
        command.insert(command.end(), {limit, "0"});
    command.insert(command.end(), options_.arguments.begin(), options_.arguments.end());
    auto process = ChildProcess::start({command, path("slipwayd.log"), options_.core});
    if (!process)
        return propagate(process);
    process_ = std::move(*process);
    const bool ready = waitFor(std::chrono::seconds(60),
                               [this] { return fs::exists(path("ready.json")) || !process_->runs(); });
    if (!ready || !process_->runs())
        return fail(ErrorCode::Unavailable, "slipwayd did not start: " + contentOf(path("slipwayd.log")));
    return readReadyFile();
}

Result<void> PlatformProcess::readReadyFile()
{
    const auto ready = parseJson(contentOf(path("ready.json")));
    if (!ready)
        return propagate(ready);
    const auto url = Url::parse(ready->at("api").get<std::string>());
    if (!url)
        return propagate(url);
    port_ = url->port;
    credentials_.access_key = ready->at("access_key").get<std::string>();
    credentials_.secret_key = contentOf(ready->at("secret_key_file").get<std::string>());
    while (!credentials_.secret_key.empty() && credentials_.secret_key.back() == '\n')
        credentials_.secret_key.pop_back();
    return {};
}

Result<ApiClient> PlatformProcess::startForClient()
{
    const auto started = start();
    return started ? client() : propagate(started);
}

void PlatformProcess::stop()
{
    if (process_)
        process_->end(std::chrono::seconds(30));
    process_.reset();
}

// Tasks outlive their server by design, so each waiter is told to end.
void PlatformProcess::endTasks() const
{
    std::error_code error;
    for (auto entry = fs::recursive_directory_iterator(data() / "tasks", error);
         !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        const fs::path exit = entry->path().parent_path() / "exit.json";
        if (entry->path().filename() != "waiter.json" || fs::exists(exit))
            continue;
        const auto waiter = parseJson(contentOf(entry->path()));
        if (waiter && ::kill(waiter->at("pid").get<pid_t>(), SIGTERM) == 0)
            waitFor(std::chrono::seconds(15), [&] { return fs::exists(exit); });
    }
}

}  // namespace slipway::bench
