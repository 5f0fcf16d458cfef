// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/figures/figures.h"
#include "bench/harness/http_load.h"
#include "bench/harness/platform_process.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <thread>

namespace slipway::bench {

namespace {

constexpr int clients = 64;

/// Holds all CPUs of the platform, so that what is created afterwards waits and the machine stays with the
/// server.
Result<void> occupy(ApiClient& client)
{
    const Json job{{"name", "occupier"}, {"spec", {{"command", "exec sleep 600"}, {"flavor", "cpu-large"}}}};
    if (auto made = client.post("projects/default/jobs", job); !made)
        return propagate(made);
    for (int i = 0; i < 1000; ++i) {
        const auto seen = client.get("projects/default/jobs/occupier");
        if (!seen)
            return propagate(seen);
        if (seen->at("status").value("phase", "") == "Running")
            return {};
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return fail(ErrorCode::DeadlineExceeded, "The job that holds all CPUs did not start.");
}

}  // namespace

Result<Figures> measureCreates()
{
    PlatformProcess platform({});
    auto client = platform.startForClient();
    if (!client)
        return propagate(client);
    if (auto occupied = occupy(*client); !occupied)
        return propagate(occupied);
    const RequestSigner signer = platform.signer();
    int number = 0;
    LoadPlan plan;
    plan.port = platform.port();
    plan.connections = clients;
    plan.status = 201;
    plan.next = [&] {
        const std::string body = fmt::format(
            R"({{"name":"created-{}","spec":{{"command":"python3 train.py --epochs 30"}}}})", number++);
        return signer.request("POST", "/api/v1/projects/default/jobs", {}, body);
    };
    const double used_before = platform.process().processorSeconds();
    const auto outcome = runLoad(plan);
    if (!outcome)
        return propagate(outcome);
    const double used = platform.process().processorSeconds() - used_before;
    return Figures{{"durable_creates_per_s", outcome->answers_per_second, "1/s"},
                   {"durable_create_processor_us", used * 1e6 / number, "us"},
                   {"durable_create_p99_ms", percentile(outcome->milliseconds, 0.99), "ms"}};
}

}  // namespace slipway::bench
