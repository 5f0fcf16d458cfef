// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/harness/seeded_jobs.h"

#include "bench/harness/platform_process.h"
#include "core/json.h"
#include "core/resources/specs.h"
#include "core/resources/statuses.h"
#include "platform/store/store.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace slipway::bench {

namespace {

constexpr std::size_t at_once = 1000;

Resource finishedJob(std::size_t number, Timestamp created)
{
    JobSpec spec;
    spec.command = fmt::format("python3 train.py --epochs 30 --seed {}", number);
    spec.flavor = "cpu-small";
    spec.params = {{"learning_rate", "0.003"}, {"batch_size", "128"}};
    WorkloadStatus status;
    status.phase = Phase::Succeeded;
    status.message = "It ended with exit code 0.";
    status.attempt = 1;
    status.node = "machine";
    status.started_at = created + std::chrono::seconds(1);
    status.ended_at = created + std::chrono::minutes(9);
    status.exit_code = 0;
    status.observed_generation = 1;
    Resource job;
    job.kind = Kind::Job;
    job.project = "default";
    job.name = fmt::format("job-{:06}", number);
    job.owner = "admin";
    job.labels = {{"team", "vision"}};
    job.generation = 1;
    job.created = created;
    job.spec = dumpJson(write(spec));
    job.status = dumpJson(write(status));
    return job;
}

Result<void> seedJobs(const std::filesystem::path& database, std::size_t count)
{
    const auto store = Store::open(database);
    if (!store)
        return propagate(store);
    const Timestamp first = now() - std::chrono::seconds(count);
    for (std::size_t begin = 0; begin < count; begin += at_once) {
        const auto written = (*store)->write([&](Transaction& transaction) -> Result<void> {
            for (std::size_t i = begin; i < std::min(count, begin + at_once); ++i) {
                if (auto created = transaction.create(finishedJob(i, first + std::chrono::seconds(i)));
                    !created)
                    return propagate(created);
            }
            return {};
        });
        if (!written)
            return written;
    }
    return {};
}

}  // namespace

Result<void> startWithJobs(PlatformProcess& platform, std::size_t count)
{
    if (auto made = platform.start(); !made)
        return made;
    platform.stop();
    if (auto seeded = seedJobs(platform.data() / "slipway.db", count); !seeded)
        return seeded;
    return platform.start();
}

}  // namespace slipway::bench
