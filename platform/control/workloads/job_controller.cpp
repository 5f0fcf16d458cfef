// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/workloads/job_controller.h"

#include "core/resources/specs.h"
#include "platform/control/workloads/saved_models.h"
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
    write.status.models =
        savedModels(context_.options.objects_directory / job.project, keyOf(job) + "/outputs/models");
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

Result<void> JobController::deleteFiles(const Resource& job)
{
    const std::filesystem::path files = filesOf(job);
    return context_.trash.discard(files).map([&] {
        std::error_code not_empty;
        std::filesystem::remove(files.parent_path(), not_empty);
    });
}

std::filesystem::path JobController::filesOf(const Resource& job) const
{
    return context_.options.objects_directory / job.project / keyOf(job);
}

}  // namespace slipway
