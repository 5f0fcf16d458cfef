// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "core/resources/statuses.h"
#include "tests/ui/fake_platform.h"

#include <chrono>
#include <string>

/// A small company at work, for screens to show.
namespace slipway::test {

Resource made(Kind kind, const std::string& name, const Json& spec, const Json& status,
              const std::string& owner = "alice", std::chrono::minutes age = std::chrono::minutes(5));

/// A status in this phase; when `ran` is given, its latest attempt began so long ago.
WorkloadStatus workload(Phase phase, std::chrono::minutes ran = std::chrono::minutes(0));

/// What the job resnet50-food101 has written to its log and to its one event file (three metrics, 300 steps).
std::string trainingLog();
std::string trainingEvents();

void putMachines(FakePlatform& platform);
void putWork(FakePlatform& platform);
void putData(FakePlatform& platform);
/// More of alice's own: a job that is first in line, an environment whose GPU idles, a template; and prices.
void putAlicesDay(FakePlatform& platform);
/// So many nodes of eight GPUs each, half of them in use by a dozen people.
void putLargeCluster(FakePlatform& platform, int nodes);
void putEverything(FakePlatform& platform);

}  // namespace slipway::test
