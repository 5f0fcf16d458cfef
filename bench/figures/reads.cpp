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
#include <map>
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

struct Reads {
    double per_second = 0;
    /// The server's processor time for one, which says more than the rate on a busy machine.
    double microseconds = 0;
};

/// A change of a job's labels, different each time.
std::string change(const RequestSigner& signer, const Json& job, std::size_t number)
{
    const Json wanted{{"labels", {{"change", fmt::to_string(number)}}}, {"spec", job.at("spec")}};
    return signer.request("PUT", fmt::format("{}/{}", path, job.at("name").get<std::string>()), {},
                          dumpJson(wanted));
}

/// Every client asks for the same page, signed anew every second as all clients would. Where `one_write_in`
/// is not 0, one request of so many changes one of the jobs on the page.
Result<Reads> signedReads(const PlatformProcess& platform, const Json& items, std::size_t one_write_in)
{
    const RequestSigner signer = platform.signer();
    auto second = std::chrono::floor<std::chrono::seconds>(now());
    std::string request = signer.request("GET", path, {{"limit", "50"}});
    std::size_t asked = 0;
    LoadPlan plan;
    plan.port = platform.port();
    plan.connections = clients;
    plan.next = [&] {
        ++asked;
        if (one_write_in > 0 && asked % one_write_in == 0)
            return change(signer, items.at(asked / one_write_in % items.size()), asked);
        const auto time = std::chrono::floor<std::chrono::seconds>(now());
        if (time != second)
            request = signer.request("GET", path, {{"limit", "50"}});
        second = time;
        return request;
    };
    const double used_before = platform.process().processorSeconds();
    const auto outcome = runLoad(plan);
    if (!outcome)
        return propagate(outcome);
    const double used = platform.process().processorSeconds() - used_before;
    return Reads{outcome->answers_per_second, used * 1e6 / static_cast<double>(asked)};
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

/// One after the other, several times, since the machine may be busier at one time than at another.
Result<Figures> compare(const PlatformProcess& platform, const Json& items, std::uint16_t peer_port)
{
    std::map<std::string, std::vector<double>> values;
    for (int i = 0; i < repetitions; ++i) {
        const auto ours = signedReads(platform, items, 0);
        const auto changing = signedReads(platform, items, 100);
        const auto objects = peerReads(peer_port, std::string(path) + "?limit=50");
        const auto bytes = peerReads(peer_port, "/bytes");
        if (!ours || !changing)
            return propagate(ours ? changing : ours);
        if (!objects || !bytes)
            return propagate(objects ? bytes : objects);
        values["ours"].push_back(ours->per_second);
        values["processor"].push_back(ours->microseconds);
        values["changing"].push_back(changing->per_second);
        values["objects"].push_back(*objects);
        values["bytes"].push_back(*bytes);
    }
    const auto median = [&](const std::string& name) { return percentile(values[name], 0.5); };
    const std::string name = "signed_reads_per_s";
    return Figures{
        {"peer_fastapi_reads_per_s", median("objects"), "1/s"},
        {"peer_fastapi_ready_bytes_per_s", median("bytes"), "1/s"},
        {"signed_read_processor_us", median("processor"), "us"},
        {"signed_reads_with_1_percent_writes_per_s", median("changing"), "1/s"},
        {name, median("ours"), "1/s", "FastAPI on uvicorn, no auth", median("ours") / median("objects")},
        {name, median("ours"), "1/s", "FastAPI on uvicorn, no auth, bytes made before",
         median("ours") / median("bytes")}};
}

}  // namespace

Result<Figures> measureReads()
{
    PlatformProcess::Options options;
    options.core = server_core;
    PlatformProcess platform(options);
    if (auto started = startWithJobs(platform, jobs); !started)
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
    const auto jobs_on_page = parseJson(*page);
    if (!jobs_on_page)
        return propagate(jobs_on_page);
    stayOn(client_core);
    return compare(platform, jobs_on_page->at("items"), port);
}

}  // namespace slipway::bench
