// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/attempt_state.h"

#include "core/json.h"
#include "runner/stages/notebook.h"

#include <nlohmann/json.hpp>

namespace slipway {

namespace {

/// The record as JSON, or null while there is none.
template <class Record>
Json orNull(const Result<Record>& record)
{
    return record ? Json::parse(formatRecord(*record)) : Json(nullptr);
}

}  // namespace

std::string attemptState(const AttemptDirectory& attempt)
{
    Json task(nullptr);
    if (const auto known = attempt.readTask()) {
        // Without its environment, which may hold secrets.
        task = Json{{"task", known->task.text()},
                    {"attempt", known->attempt},
                    {"workload", known->workload.text()},
                    {"holder", known->holder},
                    {"gpus", known->gpus}};
    }
    std::error_code error;
    const bool meeting = std::filesystem::exists(attempt.meetingFile(), error) && !attempt.readPeers();
    return dumpJson(Json{{"task", task},
                         {"waiter", orNull(attempt.readWaiter())},
                         {"child", orNull(attempt.readChild())},
                         {"stop", orNull(attempt.readStop())},
                         {"meeting", meeting},
                         {"notebook_port", notebookPort(attempt.path() / "notebook")},
                         {"exit", orNull(attempt.readExit())}});
}

}  // namespace slipway
