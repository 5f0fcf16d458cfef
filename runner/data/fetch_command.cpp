// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/data/fetch_command.h"

#include "core/hash.h"
#include "runner/data/data_plan.h"
#include "runner/data/ondemand/lay_out.h"
#include "runner/data/ondemand/supervised_wait.h"
#include "runner/data/task_bucket.h"
#include "runner/data/unpack.h"
#include "runner/records/durable_file.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <mutex>
#include <thread>

namespace slipway {

namespace {

constexpr std::size_t fetching_threads = 8;

/// Runs `fetch(index)` for every index on a few threads; the first error ends it.
template <class Fetch>
Result<void> onThreads(std::size_t count, const Fetch& fetch)
{
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    Result<void> result;
    const auto work = [&] {
        for (std::size_t index = 0; (index = next++) < count;) {
            const Result<void> fetched = fetch(index);
            if (fetched)
                continue;
            const std::lock_guard lock(mutex);
            result = fetched;
            next = count;
        }
    };
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < std::min(fetching_threads, count); ++i)
        threads.emplace_back(work);
    for (std::thread& thread : threads)
        thread.join();
    return result;
}

Result<void> copyDataset(const TaskBucket& bucket, const DataPlan::Dataset& dataset,
                         const std::vector<s3::ObjectEntry>& objects, const std::filesystem::path& directory)
{
    std::error_code error;
    std::filesystem::create_directories(directory, error);
    return onThreads(objects.size(), [&](std::size_t index) -> Result<void> {
        const s3::ObjectEntry& object = objects[index];
        if (object.key.ends_with('/'))
            return {};
        const auto place = placeOf(object.key, dataset.prefix);
        return place ? bucket.fetch(object, directory / *place) : propagate(place);
    });
}

/// Whole where it is copied; laid out where it is fetched on demand.
Result<void> readyDatasets(const TaskBucket& bucket, const DataPlan& plan, const AttemptDirectory& attempt)
{
    const std::filesystem::path datasets = attempt.path() / "datasets";
    std::string table;
    for (const DataPlan::Dataset& dataset : plan.datasets) {
        const auto objects = bucket.list(dataset.prefix);
        if (!objects)
            return propagate(objects);
        const auto readied = dataset.on_demand
                                 ? layOut(*objects, dataset, datasets, table)
                                 : copyDataset(bucket, dataset, *objects, datasets / dataset.name);
        if (!readied)
            return readied;
    }
    return hasOnDemand(plan) ? replaceFile(fileTableOf(attempt), table, Durability::Crash) : Result<void>();
}

Result<void> fetchCode(const TaskBucket& bucket, const DataPlan& plan, const AttemptDirectory& attempt)
{
    const std::filesystem::path archive = attempt.path() / "code.tar";
    const auto fetched = bucket.fetch(plan.code_key, archive);
    if (!fetched)
        return fetched;
    const auto digest = sha256File(archive);
    if (!digest || *digest != plan.code_sha256)
        return fail(ErrorCode::DataLoss,
                    "The uploaded code is not what its SHA-256 says. Submit the folder again.");
    const auto unpacked = unpackTar(archive, attempt.path() / "work");
    ::unlink(archive.c_str());
    return unpacked;
}

Result<void> fetchAll(const AttemptDirectory& attempt)
{
    const auto plan = readSmallFile(attempt.path() / "data.json").and_then([](const std::string& text) {
        return parseDataPlan(text);
    });
    if (!plan)
        return propagate(plan);
    const TaskBucket bucket(plan->store);
    Result<void> fetched = plan->code_key.empty() ? Result<void>() : fetchCode(bucket, *plan, attempt);
    if (fetched)
        fetched = readyDatasets(bucket, *plan, attempt);
    std::error_code taken;
    std::filesystem::create_symlink(attempt.path() / "outputs", attempt.path() / "work/outputs", taken);
    return fetched;
}

}  // namespace

int runPodFetch(const PodLayout& layout)
{
    const Result<void> fetched = fetchAll(layout.attempt());
    if (!fetched)
        std::printf("%s\n", fetched.error().message.c_str());
    std::fflush(stdout);
    return fetched ? 0 : 1;
}

}  // namespace slipway
