// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/workloads/environment_controller.h"

#include "core/resources/specs.h"
#include "platform/control/workloads/workload_outcome.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace slipway {

Result<bool> EnvironmentController::wantsEnd(const Resource& environment)
{
    return parseJson(environment.spec).and_then(readEnvironmentSpec).map([](const EnvironmentSpec& spec) {
        return spec.released;
    });
}

Result<void> EnvironmentController::recordEnd(const Resource& environment, const TaskExit& exit,
                                              StatusWrite& write)
{
    const Result<bool> released = wantsEnd(environment);
    if (!released)
        return propagate(released);
    recordEnvironmentEnd(write.status, exit);
    write.give_up = !*released && exit.cause != TaskExit::Cause::Fenced;
    const auto asked = context_.release_asked.find(environment.id);
    const auto freed = context_.freed.find(environment.id);
    if (asked != context_.release_asked.end() && freed != context_.freed.end()) {
        const auto took = std::max(std::chrono::milliseconds(0), freed->second - asked->second);
        write.status.release_ms = took.count();
        write.status.message =
            fmt::format("It was released in {} ms and holds nothing but its files.", took.count());
    }
    return {};
}

void EnvironmentController::rest(WorkloadStatus& status)
{
    status.phase = Phase::Released;
    status.reason = "released";
    status.message = "It holds nothing but its files.";
    status.queued_at.reset();
}

Result<std::string> EnvironmentController::deletionObstacle(const Resource& environment)
{
    const Result<std::string> user =
        activeUser(context_.store, environment.project, [&](const Resource& workload) {
            if (workload.kind != Kind::Job)
                return false;
            const Result<JobSpec> spec = parseJson(workload.spec).and_then(readJobSpec);
            return spec && spec->environment == environment.name;
        });
    if (!user || user->empty())
        return user;
    return fmt::format("It is deleted once {} has ended, which uses its packages.", *user);
}

Result<bool> EnvironmentController::deleteFiles(const Resource& environment)
{
    return context_.engine.deleteEnvironmentFiles(environment.id).map([] { return true; });
}

}  // namespace slipway
