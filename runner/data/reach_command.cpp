// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/data/reach_command.h"

#include "runner/data/data_plan.h"
#include "runner/data/task_bucket.h"
#include "runner/records/durable_file.h"

#include <cstdio>

namespace slipway {

int runPodReach(const PodLayout& layout)
{
    const auto plan =
        readSmallFile(layout.attempt().path() / "data.json").and_then([](const std::string& text) {
            return parseDataPlan(text);
        });
    const Result<void> reached =
        plan.and_then([](const DataPlan& known) { return TaskBucket(known.store).reach(); });
    if (reached)
        std::printf("Pods reach objects at %s.\n", plan->store.endpoint.c_str());
    else
        std::printf("Pods do not reach objects%s: %s\n", plan ? (" at " + plan->store.endpoint).c_str() : "",
                    reached.error().message.c_str());
    std::fflush(stdout);
    return reached ? 0 : 1;
}

}  // namespace slipway
