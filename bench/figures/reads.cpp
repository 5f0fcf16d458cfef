// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/figures/figures.h"
#include "bench/harness/http_load.h"
#include "bench/harness/platform_process.h"
#include "bench/harness/seeded_jobs.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <fstream>
#include <thread>

namespace slipway::bench {

namespace {

constexpr std::size_t jobs = 1000;
constexpr int clients = 16;
constexpr int repetitions = 3;
constexpr const char* path = "/api/v1/projects/default/jobs";

std::uint16_t freePort()
{
    const FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(socket.get(), reinterpret_cast<sockaddr*>(&address), size);
    ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
}

/// The peer, once it answers.
Result<std::unique_ptr<ChildProcess>> startPeer(const PlatformProcess& platform, const std::string& page,
                                                std::uint16_t port)
{
    std::ofstream(platform.path("page.json")) << page;
    ::setenv("SLIPWAY_BENCH_PAGE", platform.path("page.json").c_str(), 1);
    ChildProcess::Options options;
    options.command = {"/usr/bin/python3", "-m",
                       "uvicorn",          "peer_api:app",
                       "--app-dir",        SLIPWAY_SOURCE_DIR "/bench",
                       "--port",           std::to_string(port),
                       "--workers",        "1",
                       "--log-level",      "warning",
                       "--no-access-log"};
    options.log = platform.path("peer.log");
    options.core = server_core;
    auto peer = ChildProcess::start(options);
    if (!peer)
        return peer;
    for (int i = 0; i < 2000 && (*peer)->runs(); ++i) {
        if (connectTo(port))
            return peer;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return fail(ErrorCode::Unavailable, "The peer did not start. Are python3-fastapi and uvicorn installed?");
}

/// Answers a second when every client asks for the same page, signed anew every second as all clients would;
/// `microseconds` is the server's processor time for one, which says more than the rate on a busy machine.
Result<double> signedReads(const PlatformProcess& platform, double& microseconds)
{
    const RequestSigner signer = platform.signer();
    LoadPlan plan;
    plan.port = platform.port();
    plan.connections = clients;
    auto second = std::chrono::floor<std::chrono::seconds>(now());
    std::string request = signer.request("GET", path, {{"limit", "50"}});
    plan.next = [&] {
        const auto time = std::chrono::floor<std::chrono::seconds>(now());
        if (time != second)
            request = signer.request("GET", path, {{"limit", "50"}});
        second = time;
        return request;
    };
    const double used_before = platform.process().processorSeconds();
    std::size_t answers = 0;
    plan.next = [&answers, next = std::move(plan.next)] {
        ++answers;
        return next();
    };
    const auto outcome = runLoad(plan);
    microseconds = (platform.process().processorSeconds() - used_before) * 1e6 / static_cast<double>(answers);
    return outcome.map([](const LoadOutcome& load) { return load.answers_per_second; });
}

Result<double> peerReads(std::uint16_t port, const std::string& target)
{
    LoadPlan plan;
    plan.port = port;
    plan.connections = clients;
    plan.duration = std::chrono::seconds(3);
    plan.next = [request = fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", target, port)] {
        return request;
    };
    return runLoad(plan).map([](const LoadOutcome& outcome) { return outcome.answers_per_second; });
}

}  // namespace

Result<Figures> measureReads()
{
    PlatformProcess::Options options;
    options.core = server_core;
    PlatformProcess platform(options);
    if (auto made = platform.start(); !made)
        return propagate(made);
    platform.stop();
    if (auto seeded = seedJobs(platform.data() / "slipway.db", jobs); !seeded)
        return propagate(seeded);
    if (auto started = platform.start(); !started)
        return propagate(started);
    const auto page = platform.client().and_then([](ApiClient client) {
        return client.text("GET", "projects/default/jobs", {{"limit", "50"}});
    });
    if (!page)
        return propagate(page);
    const std::uint16_t port = freePort();
    const auto peer = startPeer(platform, *page, port);
    if (!peer)
        return propagate(peer);
    stayOn(client_core);
    std::vector<double> ours;
    std::vector<double> processor;
    std::vector<double> objects;
    std::vector<double> bytes;
    for (int i = 0; i < repetitions; ++i) {
        double microseconds = 0;
        const auto signed_reads = signedReads(platform, microseconds);
        const auto of_objects = peerReads(port, std::string(path) + "?limit=50");
        const auto of_bytes = peerReads(port, "/bytes");
        if (!signed_reads || !of_objects || !of_bytes)
            return propagate(!signed_reads ? signed_reads : !of_objects ? of_objects : of_bytes);
        ours.push_back(*signed_reads);
        processor.push_back(microseconds);
        objects.push_back(*of_objects);
        bytes.push_back(*of_bytes);
    }
    const double value = percentile(ours, 0.5);
    const std::string name = "signed_reads_per_s";
    return Figures{{"peer_fastapi_reads_per_s", percentile(objects, 0.5), "1/s"},
                   {"peer_fastapi_ready_bytes_per_s", percentile(bytes, 0.5), "1/s"},
                   {"signed_read_processor_us", percentile(processor, 0.5), "us"},
                   {name, value, "1/s", "FastAPI on uvicorn, no auth", value / percentile(objects, 0.5)},
                   {name, value, "1/s", "FastAPI on uvicorn, no auth, bytes made before",
                    value / percentile(bytes, 0.5)}};
}

}  // namespace slipway::bench
