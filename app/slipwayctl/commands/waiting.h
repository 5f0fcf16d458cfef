// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/slipwayctl/context.h"
#include "core/resources/phase.h"
#include "core/resources/resource.h"
#include "core/resources/statuses.h"

#include <functional>
#include <string>

namespace slipway::ctl {

/// Waits until a resource is as `enough` says, whose error ends the wait. A server that cannot be reached for
/// a while is waited for; `NotFound` when the resource goes away.
Result<Resource> follow(Session& session, Kind kind, const std::string& project, const std::string& name,
                        const std::function<Result<bool>(const Resource&)>& enough);

/// Tells on stderr what the owner had better know.
void tellNotice(const WorkloadStatus& status);

/// Waits until an environment's or a job's phase satisfies `enough`, telling each phase on stderr on the way;
/// otherwise as follow().
Result<WorkloadStatus> waitUntil(Session& session, Kind kind, const std::string& project,
                                 const std::string& name,
                                 const std::function<bool(const WorkloadStatus&)>& enough);

Result<WorkloadStatus> workloadStatusOf(const Resource& resource);

/// Waits for a job's end. Ok when it succeeded.
Result<ExitCode> waitForJob(Session& session, const std::string& project, const std::string& name);
/// Waits until an environment runs, or can never run.
Result<ExitCode> waitForEnvironment(Session& session, const std::string& project, const std::string& name);

}  // namespace slipway::ctl
