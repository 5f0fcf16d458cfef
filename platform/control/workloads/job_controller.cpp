// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/workloads/job_controller.h"

#include "core/resources/specs.h"
#include "platform/control/workloads/workload_outcome.h"

#include <nlohmann/json.hpp>

namespace slipway {

namespace {

Result<JobSpec> specOf(const Resource& job)
{
    const Result<Json> json = parseJson(job.spec);
    if (!json)
        return propagate(json);
    return readJobSpec(*json);
}

std::string keyOf(const Resource& job)
{
    return "jobs/" + job.name + "/" + job.id.text();
}

}  // namespace

Result<bool> JobController::wantsEnd(const Resource& job)
{
    return specOf(job).map([](const JobSpec& spec) { return spec.stopped; });
}

Result<void> JobController::recordEnd(const Resource& job, const TaskExit& exit, StatusWrite& write)
{
    const Result<JobSpec> spec = specOf(job);
    if (!spec)
        return propagate(spec);
    recordJobEnd(write.status, exit, *spec, context_.options);
    write.status.models.clear();
    write.status.models_pending = true;
    (void)lookForModels(job, write.status);  // Why it cannot be told is met again when it is completed.
    return {};
}

void JobController::rest(WorkloadStatus& status)
{
    status.phase = Phase::Stopped;
    status.reason = "stopped";
    status.message = status.attempt == 0 ? "It was stopped before it started." : "It was stopped.";
    status.queued_at.reset();
    status.ended_at = now();
}

std::optional<std::chrono::milliseconds> JobController::delay(const ResourceId& job,
                                                              const WorkloadStatus& status)
{
    return retryWait(status, job, now(), context_.options);
}

Result<bool> JobController::deleteFiles(const Resource& job)
{
    return context_.objectsIn(readStatus(job).store).and_then([&](ProjectObjects* objects) {
        return objects->remove(job.project, keyOf(job) + "/");
    });
}

Result<void> JobController::complete(const Resource& job, WorkloadStatus& status)
{
    return status.models_pending ? lookForModels(job, status) : Result<void>();
}

// What ended is told at once; a store that is far away or broken tells later what was saved.
Result<void> JobController::lookForModels(const Resource& job, WorkloadStatus& status)
{
    auto keys = context_.objectsIn(status.store).and_then([&](ProjectObjects* objects) {
        return objects->keys(job.project, keyOf(job) + "/outputs/models/");
    });
    if (!keys)
        return propagate(keys);
    if (!*keys)
        return {};
    status.models = std::move(**keys);
    status.models_pending = false;
    return {};
}

}  // namespace slipway
