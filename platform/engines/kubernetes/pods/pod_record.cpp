// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/pods/pod_record.h"

#include "core/json.h"

#include <nlohmann/json.hpp>

namespace slipway {

std::string formatPodRecord(const PodRecord& record)
{
    return dumpJson({{"version", 1},
                     {"task", record.task.text()},
                     {"attempt", record.attempt},
                     {"workload", record.workload.text()},
                     {"replica", write(record.replica)},
                     {"environment", record.environment.text()},
                     {"project", record.project},
                     {"holder", record.holder},
                     {"namespace", record.name_space},
                     {"pod", record.pod},
                     {"uid", record.uid},
                     {"key", record.key},
                     {"notebook_token", record.notebook_token},
                     {"gpus", record.gpus},
                     {"notebook", record.notebook},
                     {"claims", record.claims},
                     {"service", record.service},
                     {"gang", record.gang},
                     {"made_at", formatTimestamp(record.made_at)}});
}

Result<PodRecord> parsePodRecord(std::string_view text)
{
    const Result<Json> json = parseJson(text);
    if (!json)
        return propagate(json);
    try {
        PodRecord record;
        record.task = TaskId(json->at("task").get<std::string>());
        record.attempt = json->at("attempt").get<std::int64_t>();
        record.workload = ResourceId(json->at("workload").get<std::string>());
        record.environment = ResourceId(json->at("environment").get<std::string>());
        json->at("project").get_to(record.project);
        json->at("holder").get_to(record.holder);
        json->at("namespace").get_to(record.name_space);
        json->at("pod").get_to(record.pod);
        json->at("uid").get_to(record.uid);
        json->at("key").get_to(record.key);
        json->at("notebook_token").get_to(record.notebook_token);
        json->at("gpus").get_to(record.gpus);
        json->at("notebook").get_to(record.notebook);
        // Versions before this one knew none of these.
        record.gang = json->value("gang", std::string());
        record.claims = json->value("claims", std::vector<std::string>());
        record.service = json->value("service", std::string());
        const Result<Replica> replica = readReplica(json->value("replica", Json::object()));
        if (!replica)
            return propagate(replica);
        record.replica = *replica;
        record.made_at = parseTimestamp(json->value("made_at", std::string())).value_or(Timestamp());
        return record;
    } catch (const std::exception& error) {
        return fail(ErrorCode::DataLoss, std::string("The record of a pod cannot be read: ") + error.what());
    }
}

}  // namespace slipway
