// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/pods/pod_task.h"

#include <nlohmann/json.hpp>

namespace slipway {

namespace {

TaskStage shellStage(const std::string& name, const std::string& command, bool always = false)
{
    return {name, {"/bin/sh", "-c", command}, always};
}

std::vector<TaskStage> stagesOf(const TaskStart& start)
{
    std::vector<TaskStage> stages;
    if (!start.pre_command.empty())
        stages.push_back(shellStage("pre-command", start.pre_command));
    stages.push_back(shellStage("command", start.command));
    if (!start.post_command.empty())
        stages.push_back(shellStage("post-command", start.post_command, true));
    return stages;
}

std::map<std::string, std::string> variablesOf(const TaskStart& start, const PodLayout& layout, bool with_sdk)
{
    const std::filesystem::path attempt = layout.attempt().path();
    std::map<std::string, std::string> variables{
        {"HOME", (attempt / "home").string()}, {"PYTHONUNBUFFERED", "1"}, {"GIT_TERMINAL_PROMPT", "0"}};
    if (start.credentials) {
        variables["AWS_SHARED_CREDENTIALS_FILE"] = (attempt / "credentials").string();
        variables["AWS_DEFAULT_REGION"] = "slipway";
        variables["AWS_ENDPOINT_URL"] = start.credentials->s3_endpoint;
        variables["SLIPWAY_S3_ENDPOINT"] = start.credentials->s3_endpoint;
    }
    for (const auto& [name, value] : start.env)
        variables[name] = value;
    if (with_sdk) {
        std::string& path = variables["PYTHONPATH"];
        path = (layout.root / "sdk").string() + (path.empty() ? "" : ":" + path);
    }
    variables["SLIPWAY_TASK"] = start.task.text();
    variables["SLIPWAY_ATTEMPT"] = std::to_string(start.attempt);
    variables["SLIPWAY_PROJECT"] = start.project;
    variables["SLIPWAY_DATASETS"] = (attempt / "datasets").string();
    variables["SLIPWAY_OUTPUTS"] = (attempt / "outputs").string();
    variables["SLIPWAY_EVENTS"] = (attempt / "streams/events").string();
    variables["SLIPWAY_PARAMS"] = (attempt / "params.json").string();
    return variables;
}

std::string credentialsFile(const TaskCredentials& credentials)
{
    return "[default]\naws_access_key_id = " + credentials.access_key +
           "\naws_secret_access_key = " + credentials.secret_key + "\n";
}

}  // namespace

TaskFile podTask(const TaskStart& start, const PodLayout& layout, bool with_sdk)
{
    TaskFile task;
    task.task = start.task;
    task.attempt = start.attempt;
    task.stages = stagesOf(start);
    task.env = variablesOf(start, layout, with_sdk);
    task.working_directory = (layout.attempt().path() / "work").string();
    task.duration_limit = start.duration_limit;
    task.disk = {start.disk, {layout.attempt().path().string()}, false};
    task.workload = start.workload;
    task.holder = start.holder;
    task.environment = start.environment;
    task.cpus = start.cpus;
    task.memory = start.memory;
    task.notebook = start.notebook;
    return task;
}

std::map<std::string, std::string> handedFiles(const TaskStart& start, const PodLayout& layout, bool with_sdk)
{
    std::map<std::string, std::string> files{{"task.json", formatTaskFile(podTask(start, layout, with_sdk))},
                                             {"params.json", dumpJson(Json(start.params))}};
    if (start.credentials)
        files["credentials"] = credentialsFile(*start.credentials);
    return files;
}

}  // namespace slipway
