// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/pods/pod_task.h"

#include "platform/engines/kubernetes/pods/pod_volumes.h"
#include "platform/engines/task_names.h"
#include "runner/data/data_plan.h"
#include "runner/stages/git_stage.h"
#include "runner/stages/notebook.h"
#include "runner/stages/prepare_stage.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace slipway {

namespace {

TaskStage shellStage(const std::string& name, const std::string& command, bool always = false)
{
    return {name, {"/bin/sh", "-c", command}, always};
}

std::vector<TaskStage> stagesOf(const TaskStart& start, const PodLayout& layout)
{
    std::vector<TaskStage> stages;
    if (!start.environment.empty())
        stages.push_back(prepareStage(start.python.empty() ? "python3" : start.python, layout.prefix()));
    if (!start.code.git_url.empty())
        stages.push_back(gitStage(start.code.git_url, start.code.git_revision));
    if (!start.code.folder_sha256.empty() || !start.datasets.empty())
        stages.push_back({"fetch-code", {layout.program().string(), "pod", "fetch"}, false});
    if (!start.pre_command.empty())
        stages.push_back(shellStage("pre-command", start.pre_command));
    const std::string python = (layout.prefix() / "bin/python").string();
    stages.push_back(start.notebook ? notebookStage(python) : shellStage("command", start.command));
    if (!start.post_command.empty())
        stages.push_back(shellStage("post-command", start.post_command, true));
    return stages;
}

std::map<std::string, std::string> variablesOf(const TaskStart& start, const PodSurroundings& surroundings)
{
    const std::filesystem::path attempt = surroundings.layout.attempt().path();
    std::map<std::string, std::string> variables{
        {"HOME", (attempt / "home").string()}, {"PYTHONUNBUFFERED", "1"}, {"GIT_TERMINAL_PROMPT", "0"}};
    if (!start.environment.empty()) {
        variables["HOME"] = surroundings.layout.home().string();
        variables["VIRTUAL_ENV"] = surroundings.layout.prefix().string();
        variables["PATH"] = (surroundings.layout.prefix() / "bin").string() + ":$PATH";
    }
    if (start.notebook)
        variables.merge(notebookVariables(surroundings.layout.notebook()));
    if (start.credentials) {
        variables["AWS_SHARED_CREDENTIALS_FILE"] = (attempt / "credentials").string();
        variables["AWS_DEFAULT_REGION"] = "slipway";
        variables["AWS_ENDPOINT_URL"] = start.credentials->s3_endpoint;
        variables["SLIPWAY_S3_ENDPOINT"] = start.credentials->s3_endpoint;
        if (!surroundings.store_ca_pem.empty())
            variables["AWS_CA_BUNDLE"] = (attempt / store_ca_file).string();
    }
    for (const auto& [name, value] : start.env)
        variables[name] = value;
    if (surroundings.has_sdk) {
        std::string& path = variables["PYTHONPATH"];
        path = (surroundings.layout.root / "sdk").string() + (path.empty() ? "" : ":" + path);
    }
    variables["SLIPWAY_TASK"] = start.task.text();
    variables["SLIPWAY_ATTEMPT"] = std::to_string(start.attempt);
    variables["SLIPWAY_PROJECT"] = start.project;
    variables["SLIPWAY_DATASETS"] = (attempt / "datasets").string();
    if (!start.volumes.empty())
        variables["SLIPWAY_VOLUMES"] = "/volumes";
    if (start.scratch.count() > 0)
        variables["SLIPWAY_SCRATCH"] = scratch_path;
    // What an environment leaves stays on its volume; only jobs' outputs are objects.
    variables["SLIPWAY_OUTPUTS"] =
        ((start.notebook ? surroundings.layout.volume() : attempt) / "outputs").string();
    variables["SLIPWAY_EVENTS"] = (attempt / "streams/events").string();
    variables["SLIPWAY_PARAMS"] = (attempt / "params.json").string();
    return variables;
}

/// The node looks after scratch, too, but seldom, and says less of why it ended somebody.
DiskLimit diskLimit(const TaskStart& start, const PodLayout& layout)
{
    DiskLimit limit{start.disk + start.scratch, {}, false};
    if (start.disk.count() > 0)
        limit.directories.push_back(layout.attempt().path().string());
    if (start.scratch.count() > 0)
        limit.directories.emplace_back(scratch_path);
    return limit;
}

std::string credentialsFile(const TaskCredentials& credentials)
{
    return "[default]\naws_access_key_id = " + credentials.access_key +
           "\naws_secret_access_key = " + credentials.secret_key + "\n";
}

/// A holder is "project/jobs/name".
std::string outputsPrefix(const TaskStart& start)
{
    return start.holder.substr(start.project.size() + 1) + "/" + start.workload.text() + "/" +
           replicaPrefix(start.replica) + "outputs/";
}

/// With a limit of disk, the task keeps a quarter of it for itself.
Bytes datasetCache(const TaskStart& start)
{
    const std::uint64_t room = start.disk.count() - start.disk.count() / 4;
    const std::uint64_t wanted = start.dataset_cache.count();
    if (room == 0 || wanted == 0)
        return Bytes(std::max(room, wanted));
    return Bytes(std::min(room, wanted));
}

DataPlan dataPlan(const TaskStart& start, const PodSurroundings& surroundings)
{
    DataPlan plan;
    plan.store.endpoint = start.credentials->s3_endpoint;
    plan.store.bucket = start.project;
    plan.store.access_key = start.credentials->access_key;
    plan.store.secret_key = start.credentials->secret_key;
    if (!surroundings.store_ca_pem.empty())
        plan.store.ca_file = (surroundings.layout.attempt().path() / store_ca_file).string();
    if (!start.code.folder_sha256.empty()) {
        plan.code_sha256 = start.code.folder_sha256;
        plan.code_key = "code/" + start.code.folder_sha256 + ".tar";
    }
    for (const DatasetMount& dataset : start.datasets)
        plan.datasets.push_back({dataset.name, dataset.prefix, dataset.on_demand});
    plan.dataset_cache = datasetCache(start);
    if (!start.notebook)
        plan.outputs_prefix = outputsPrefix(start);
    return plan;
}

}  // namespace

TaskFile podTask(const TaskStart& start, const PodSurroundings& surroundings)
{
    TaskFile task;
    task.task = start.task;
    task.attempt = start.attempt;
    task.stages = stagesOf(start, surroundings.layout);
    task.env = variablesOf(start, surroundings);
    const PodLayout& layout = surroundings.layout;
    task.working_directory = (layout.attempt().path() / "work").string();
    if (start.notebook)
        task.working_directory = layout.home().string();
    task.duration_limit = start.duration_limit;
    task.disk = diskLimit(start, layout);
    task.workload = start.workload;
    task.replica = start.replica;
    task.holder = start.holder;
    task.environment = start.environment;
    task.cpus = start.cpus;
    task.memory = start.memory;
    task.notebook = start.notebook;
    return task;
}

std::map<std::string, std::string> handedFiles(const TaskStart& start, const PodRecord& record,
                                               const PodSurroundings& surroundings)
{
    std::map<std::string, std::string> files{{"task.json", formatTaskFile(podTask(start, surroundings))},
                                             {"params.json", dumpJson(Json(start.params))}};
    if (start.notebook)
        files["notebook-token"] = record.notebook_token;
    if (!start.credentials)
        return files;
    files["credentials"] = credentialsFile(*start.credentials);
    files["data.json"] = formatDataPlan(dataPlan(start, surroundings));
    if (!surroundings.store_ca_pem.empty())
        files[store_ca_file] = surroundings.store_ca_pem;
    return files;
}

}  // namespace slipway
