// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/local/workspace/task_preparer.h"

#include "platform/engines/local/workspace/environment_directory.h"
#include "platform/engines/local/workspace/notebook_server.h"
#include "runner/stages/notebook.h"
#include "runner/stages/prepare_stage.h"

#include <pwd.h>
#include <unistd.h>

namespace slipway {

namespace {

constexpr const char* plain_path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

std::string userName(const TaskStart& start, const std::optional<TaskUser>& user)
{
    if (user) {
        return "slipway-" + start.project;
    }
    const char* from_session = ::getenv("USER");
    return ::geteuid() == 0 ? "root" : from_session != nullptr ? from_session : std::to_string(::geteuid());
}

std::string joined(const std::string& first, const std::string& second)
{
    return first.empty() || second.empty() ? first + second : first + ":" + second;
}

std::string visibleDevices(const std::vector<Accelerator>& gpus)
{
    std::string list;
    for (const Accelerator& gpu : gpus) {
        list += (list.empty() ? "" : ",") + gpu.visible;
    }
    return list;
}

TaskStage shellStage(const std::string& name, const std::string& command, bool always = false)
{
    return {name, {"/bin/sh", "-c", command}, always};
}

}  // namespace

Result<std::string> TaskPreparer::findPython(const TaskStart& start) const
{
    const std::vector<std::string> candidates =
        start.python.empty()
            ? std::vector<std::string>{"/usr/bin/python3", "/usr/local/bin/python3", "/bin/python3"}
            : std::vector<std::string>{start.python};
    for (const std::string& candidate : candidates) {
        if (::access(candidate.c_str(), X_OK) == 0) {
            return candidate;
        }
    }
    if (start.python.empty() && start.environment.empty()) {
        return std::string();  // A command that needs no Python runs without it.
    }
    return fail(ErrorCode::InvalidArgument,
                "The image's interpreter \"" + candidates.front() +
                    "\" is not on this machine. Install it, or choose "
                    "another image.",
                "no-interpreter", "spec.image");
}

std::map<std::string, std::string> TaskPreparer::variables(const TaskStart& start, const Workspace& workspace,
                                                           const std::string& python,
                                                           const std::optional<TaskUser>& user) const
{
    const EnvironmentDirectory environment(layout_.environment(start.environment));
    const bool has_environment = !start.environment.empty();
    const std::string first = has_environment        ? (environment.prefix() / "bin").string()
                              : start.python.empty() ? std::string()
                                                     : std::filesystem::path(python).parent_path().string();
    std::map<std::string, std::string> variables{
        {"PATH", joined(first, plain_path)},
        {"HOME", has_environment ? environment.home().string() : workspace.home().string()},
        {"USER", userName(start, user)},
        {"LOGNAME", userName(start, user)},
        {"SHELL", "/bin/sh"},
        {"LANG", "C.UTF-8"},
        {"PYTHONUNBUFFERED", "1"},
        {"GIT_TERMINAL_PROMPT", "0"},
    };
    if (has_environment) {
        variables["VIRTUAL_ENV"] = environment.prefix().string();
    }
    if (start.credentials) {
        variables["AWS_SHARED_CREDENTIALS_FILE"] = workspace.credentials().string();
        variables["AWS_DEFAULT_REGION"] = "slipway";
        variables["AWS_ENDPOINT_URL"] = start.credentials->s3_endpoint;
        variables["SLIPWAY_S3_ENDPOINT"] = start.credentials->s3_endpoint;
    }
    for (const auto& [name, value] : start.env) {
        variables[name] = value;
    }
    variables["PYTHONPATH"] = joined(sdk_directory_.string(), variables["PYTHONPATH"]);
    variables["SLIPWAY_TASK"] = start.task.text();
    variables["SLIPWAY_ATTEMPT"] = std::to_string(start.attempt);
    variables["SLIPWAY_PROJECT"] = start.project;
    variables["SLIPWAY_DATASETS"] = workspace.datasets().string();
    if (!start.volumes.empty()) {
        variables["SLIPWAY_VOLUMES"] = workspace.volumes().string();
    }
    if (start.scratch.count() > 0) {
        variables["SLIPWAY_SCRATCH"] = workspace.scratch().string();
    }
    variables["SLIPWAY_OUTPUTS"] = workspace.outputs().string();
    variables["SLIPWAY_EVENTS"] = workspace.events().string();
    variables["SLIPWAY_PARAMS"] = workspace.params().string();
    return variables;
}

std::vector<TaskStage> TaskPreparer::stages(const TaskStart& start, const Workspace& workspace,
                                            const std::string& python) const
{
    std::vector<TaskStage> stages;
    const EnvironmentDirectory environment(layout_.environment(start.environment));
    if (!start.environment.empty() && !isPrepared(environment.prefix())) {
        stages.push_back(prepareStage(python, environment.prefix()));
    }
    if (auto fetch = workspace.fetchStage()) {
        stages.push_back(*fetch);
    }
    if (!start.pre_command.empty()) {
        stages.push_back(shellStage("pre-command", start.pre_command));
    }
    stages.push_back(start.notebook ? notebookStage((environment.prefix() / "bin/python").string())
                                    : shellStage("command", start.command));
    if (!start.post_command.empty()) {
        stages.push_back(shellStage("post-command", start.post_command, true));
    }
    return stages;
}

Result<void> TaskPreparer::create(const TaskStart& start, const std::optional<TaskUser>& user) const
{
    Result<void> made = Workspace(layout_, start).create(user);
    if (made && !start.environment.empty()) {
        made = EnvironmentDirectory(layout_.environment(start.environment)).create(user);
    }
    if (made && start.notebook) {
        made = NotebookServer(layout_.attempt(start.task, start.attempt).path() / "notebook").create(user);
    }
    return made;
}

Result<std::optional<TaskUser>> TaskPreparer::userOf(const TaskStart& start) const
{
    Result<std::optional<TaskUser>> user = users_.of(start.project);
    for (const VolumeMount& mount : start.volumes) {
        if (!user || !*user || mount.volume.spec.scope == VolumeScope::Project) {
            continue;
        }
        const auto group = users_.groupOf(start.project, mount.volume.owner);
        if (!group) {
            return propagate(group);
        }
        (*user)->groups.push_back(**group);
    }
    return user;
}

DiskLimit TaskPreparer::diskLimit(const TaskStart& start, const Workspace& workspace) const
{
    if (start.disk.count() == 0) {
        return {start.scratch, {workspace.scratch().string()}, false};
    }
    // One measure for both: the scratch lies in the attempt's directory.
    return {start.disk + start.scratch,
            {layout_.attempt(start.task, start.attempt).path().string(),
             start.notebook ? layout_.environment(start.environment).string() : workspace.outputs().string()},
            start.notebook};
}

Result<TaskFile> TaskPreparer::prepare(const TaskStart& start, const Grant& grant) const
{
    const Result<std::string> python = findPython(start);
    if (!python) {
        return propagate(python);
    }
    const Result<std::optional<TaskUser>> user = userOf(start);
    const Result<void> made = user ? create(start, *user) : propagate(user);
    if (!made) {
        return propagate(made);
    }
    const Workspace workspace(layout_, start);
    const EnvironmentDirectory environment(layout_.environment(start.environment));
    const AttemptDirectory attempt = layout_.attempt(start.task, start.attempt);
    TaskFile file;
    file.task = start.task;
    file.attempt = start.attempt;
    file.stages = stages(start, workspace, *python);
    file.env = variables(start, workspace, *python, *user);
    file.user = *user;
    file.env["CUDA_VISIBLE_DEVICES"] = visibleDevices(grant.gpus);
    if (start.notebook) {
        file.env.merge(notebookVariables(attempt.path() / "notebook"));
    }
    file.working_directory = start.notebook ? environment.home().string() : workspace.work().string();
    file.duration_limit = start.duration_limit;
    file.disk = diskLimit(start, workspace);
    file.workload = start.workload;
    file.holder = start.holder;
    file.environment = start.environment;
    file.replica = start.replica;
    for (const Accelerator& gpu : grant.gpus) {
        file.gpus.push_back(gpu.id);
    }
    file.ports = grant.ports;
    file.cpus = start.cpus;
    file.memory = start.memory;
    file.notebook = start.notebook;
    const Result<void> written = attempt.writeTask(file);
    return written ? Result<TaskFile>(file) : propagate(written);
}

}  // namespace slipway
