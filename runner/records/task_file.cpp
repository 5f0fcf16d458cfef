// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/records/task_file.h"

#include "core/json.h"
#include "runner/records/record_version.h"
#include "runner/records/whole_number.h"

#include <nlohmann/json.hpp>

namespace slipway {

namespace {

TaskStage readStage(const Json& json)
{
    TaskStage stage;
    stage.name = json.at("name").get<std::string>();
    stage.argv = json.at("argv").get<std::vector<std::string>>();
    stage.always = json.value("always", false);
    return stage;
}

std::optional<TaskUser> readUser(const Json& json)
{
    if (!json.contains("user")) {
        return std::nullopt;
    }
    const Json& user = json.at("user");
    TaskUser read{wholeNumber<uid_t>(user.at("uid")), wholeNumber<gid_t>(user.at("gid")), {}};
    for (const Json& group : user.at("groups")) {
        read.groups.push_back(wholeNumber<gid_t>(group));
    }
    return read;
}

DiskLimit readDisk(const Json& json)
{
    if (!json.contains("disk")) {
        return {};
    }
    const Json& disk = json.at("disk");
    return {Bytes(wholeNumber<std::uint64_t>(disk.at("bytes"))),
            disk.at("directories").get<std::vector<std::string>>(), disk.value("kept", false)};
}

TaskFile readTask(const Json& json)
{
    TaskFile task;
    task.task = TaskId(json.at("task").get<std::string>());
    task.attempt = wholeNumber<std::int64_t>(json.at("attempt"));
    for (const Json& stage : json.at("stages")) {
        task.stages.push_back(readStage(stage));
    }
    task.env = json.at("env").get<std::map<std::string, std::string>>();
    task.working_directory = json.at("working_directory").get<std::string>();
    task.user = readUser(json);
    task.duration_limit = std::chrono::milliseconds(wholeNumber(json, "duration_limit_ms", std::int64_t{0}));
    task.grace = std::chrono::milliseconds(wholeNumber(json, "grace_ms", std::int64_t{10'000}));
    task.disk = readDisk(json);
    task.workload = ResourceId(json.value("workload", std::string()));
    task.holder = json.value("holder", std::string());
    task.environment = ResourceId(json.value("environment", std::string()));
    task.gpus = json.value("gpus", std::vector<std::string>());
    for (const Json& port : json.value("ports", Json::array())) {
        task.ports.push_back(wholeNumber<std::uint16_t>(port));
    }
    task.cpus = wholeNumber(json, "cpus", std::int64_t{0});
    task.memory = Bytes(wholeNumber(json, "memory_bytes", std::uint64_t{0}));
    task.notebook = json.value("notebook", false);
    return task;
}

}  // namespace

bool isPreparation(const std::string& stage)
{
    return stage == "prepare" || stage == "fetch-code";
}

std::string formatTaskFile(const TaskFile& task)
{
    Json stages = Json::array();
    for (const TaskStage& stage : task.stages) {
        stages.push_back(Json{{"name", stage.name}, {"argv", stage.argv}, {"always", stage.always}});
    }
    Json json{{"version", record_version},
              {"task", task.task.text()},
              {"attempt", task.attempt},
              {"stages", stages},
              {"env", task.env},
              {"working_directory", task.working_directory},
              {"duration_limit_ms", task.duration_limit.count()},
              {"grace_ms", task.grace.count()},
              {"workload", task.workload.text()},
              {"holder", task.holder},
              {"environment", task.environment.text()},
              {"gpus", task.gpus},
              {"cpus", task.cpus},
              {"memory_bytes", task.memory.count()},
              {"notebook", task.notebook}};
    if (task.user) {
        json["user"] = {{"uid", task.user->uid}, {"gid", task.user->gid}, {"groups", task.user->groups}};
    }
    if (!task.ports.empty()) {
        json["ports"] = task.ports;
    }
    if (!task.replica.role.empty()) {
        json["replica"] = write(task.replica);
    }
    if (task.disk.bytes.count() > 0) {
        json["disk"] = {{"bytes", task.disk.bytes.count()},
                        {"directories", task.disk.directories},
                        {"kept", task.disk.kept}};
    }
    return dumpJson(json);
}

Result<TaskFile> parseTaskFile(std::string_view text)
{
    const Result<Json> json = parseJson(text);
    if (!json) {
        return fail(ErrorCode::DataLoss, "The task's description cannot be read: " + json.error().message);
    }
    try {
        if (const auto known = checkRecordVersion(*json); !known) {
            return propagate(known);
        }
        TaskFile task = readTask(*json);
        if (json->contains("replica")) {
            const Result<Replica> replica = readReplica(json->at("replica"));
            if (!replica) {
                return fail(ErrorCode::DataLoss, replica.error().message);
            }
            task.replica = *replica;
        }
        for (const TaskStage& stage : task.stages) {
            if (stage.argv.empty()) {
                return fail(ErrorCode::DataLoss, "Stage \"" + stage.name + "\" of the task has no command.");
            }
        }
        return task;
    } catch (const std::exception& error) {
        return fail(ErrorCode::DataLoss,
                    std::string("The task's description cannot be read: ") + error.what() + ".");
    }
}

}  // namespace slipway
