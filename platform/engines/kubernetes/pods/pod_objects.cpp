// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/pods/pod_objects.h"

#include "core/hash.h"
#include "platform/engines/kubernetes/pods/pod_names.h"
#include "runner/pod/pod_layout.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace slipway {

namespace {

constexpr int task_user = 1000;  // Of images that need not run as root.
constexpr int longest_grace_s = 60;
constexpr int private_mode = 0400;

Json labels(const PodRecord& record, const std::string& platform)
{
    return {{managed_by_label, managed_by},   {platform_label, platform},
            {project_label, record.project},  {workload_label, record.workload.text()},
            {task_label, record.task.text()}, {attempt_label, std::to_string(record.attempt)}};
}

Json mount(const std::string& volume, const std::filesystem::path& place, bool read_only = true)
{
    Json mounted{{"name", volume}, {"mountPath", place.string()}};
    if (read_only)
        mounted["readOnly"] = true;
    return mounted;
}

Json mounts(const PodLayout& layout, const Json& volumes, const std::string& handed,
            const std::filesystem::path& handed_at)
{
    Json list{mount("parts", layout.parts()), mount("run", layout.shared(), false), mount(handed, handed_at)};
    for (const Json& volume : volumes) {
        if (volume["name"] == "sdk")
            list.push_back(mount("sdk", layout.root / "sdk"));
    }
    return list;
}

/// Becomes the runner, whatever the image has.
Json command(const PodLayout& layout, const char* role)
{
    return {(layout.parts() / "assemble").string(), layout.program().string(), "pod", role};
}

Json tightSecurity()
{
    return {{"allowPrivilegeEscalation", false}, {"capabilities", {{"drop", {"ALL"}}}}};
}

Json mainResources(const TaskStart& start, const PodPlace& place)
{
    Json resources{{"cpu", std::to_string(start.cpus)}, {"memory", std::to_string(start.memory.count())}};
    if (start.gpus > 0)
        resources[place.accelerator] = std::to_string(start.gpus);
    if (start.disk.count() > 0)
        resources["ephemeral-storage"] = std::to_string(start.disk.count());
    return {{"requests", resources}, {"limits", resources}};
}

Json mainContainer(const TaskStart& start, const PodPlace& place, const PodLayout& layout,
                   const Json& volumes)
{
    return {{"name", "main"},
            {"image", start.image},
            {"command", command(layout, "main")},
            {"workingDir", "/"},
            {"resources", mainResources(start, place)},
            {"securityContext", tightSecurity()},
            {"volumeMounts", mounts(layout, volumes, "task", layout.task())}};
}

Json collectorContainer(const TaskStart& start, const PodLayout& layout)
{
    return {{"name", "collector"},
            {"image", start.image},
            {"command", command(layout, "collect")},
            {"workingDir", "/"},
            {"ports", Json::array({{{"name", "collector"}, {"containerPort", collector_port}}})},
            {"resources",
             {{"requests", {{"cpu", "10m"}, {"memory", "32Mi"}}}, {"limits", {{"memory", "256Mi"}}}}},
            {"securityContext", tightSecurity()},
            {"volumeMounts", mounts(layout, Json::array(), "key", layout.key())}};
}

/// One secret, and which of its files are seen.
Json secretVolume(const std::string& name, const std::string& secret, const std::vector<std::string>& files)
{
    Json items = Json::array();
    for (const std::string& file : files)
        items.push_back({{"key", file}, {"path", file}});
    return {{"name", name},
            {"secret", {{"secretName", secret}, {"defaultMode", private_mode}, {"items", items}}}};
}

Json affinity(const TaskStart& start, const PodPlace& place, const AcceleratorNames& names)
{
    Json rules = Json::object();
    if (!place.node.empty()) {
        const Json term{{"key", "metadata.name"}, {"operator", "In"}, {"values", {place.node}}};
        rules["preferredDuringSchedulingIgnoredDuringExecution"] =
            Json::array({{{"weight", 100}, {"preference", {{"matchFields", Json::array({term})}}}}});
    }
    if (!start.gpu_model.empty()) {
        Json terms = Json::array();
        for (const std::string& label : names.model_labels) {
            const Json is{{"key", label}, {"operator", "In"}, {"values", {start.gpu_model}}};
            terms.push_back({{"matchExpressions", Json::array({is})}});
        }
        rules["requiredDuringSchedulingIgnoredDuringExecution"] = {{"nodeSelectorTerms", terms}};
    }
    return {{"nodeAffinity", rules}};
}

Json tolerations(const TaskStart& start, const PodPlace& place)
{
    const auto always = [](const std::string& key, const char* effect) {
        return Json{{"key", key}, {"operator", "Exists"}, {"effect", effect}};
    };
    Json list{always("node.kubernetes.io/not-ready", "NoExecute"),
              always("node.kubernetes.io/unreachable", "NoExecute")};
    if (start.gpus > 0)
        list.push_back(always(place.accelerator, "NoSchedule"));
    return list;
}

Json podSecurity(const TaskStart& start)
{
    Json security{{"seccompProfile", {{"type", "RuntimeDefault"}}}, {"fsGroup", task_user}};
    if (!start.as_root) {
        security["runAsNonRoot"] = true;
        security["runAsUser"] = task_user;
        security["runAsGroup"] = task_user;
    }
    return security;
}

}  // namespace

Json podObject(const TaskStart& start, const PodRecord& record, const PodPlace& place, const PodParts& parts)
{
    const PodLayout layout;
    Json volumes(parts.delivered);
    const Json containers{mainContainer(start, place, layout, volumes), collectorContainer(start, layout)};
    std::vector<std::string> for_collector{"key"};
    if (std::count(parts.handed.begin(), parts.handed.end(), "data.json") > 0)
        for_collector.emplace_back("data.json");
    volumes.push_back({{"name", "run"}, {"emptyDir", Json::object()}});
    volumes.push_back(secretVolume("task", record.pod, parts.handed));
    volumes.push_back(secretVolume("key", record.pod, for_collector));
    return {{"apiVersion", "v1"},
            {"kind", "Pod"},
            {"metadata",
             {{"name", record.pod},
              {"namespace", record.name_space},
              {"labels", labels(record, parts.platform)},
              {"annotations", {{holder_annotation, record.holder}}},
              {"finalizers", {streams_finalizer}}}},
            {"spec",
             {{"restartPolicy", "Never"},
              {"terminationGracePeriodSeconds", longest_grace_s},
              {"automountServiceAccountToken", false},
              {"enableServiceLinks", false},
              {"nodeSelector", {{"kubernetes.io/os", "linux"}, {"kubernetes.io/arch", "amd64"}}},
              {"affinity", affinity(start, place, parts.names)},
              {"tolerations", tolerations(start, place)},
              {"securityContext", podSecurity(start)},
              {"containers", containers},
              {"volumes", std::move(volumes)}}}};
}

Json secretObject(const PodRecord& record, const std::string& platform,
                  const std::map<std::string, std::string>& files)
{
    Json data{{"key", base64(record.key)}};
    for (const auto& [name, content] : files)
        data[name] = base64(content);
    return {{"apiVersion", "v1"},
            {"kind", "Secret"},
            {"type", "Opaque"},
            {"metadata",
             {{"name", record.pod}, {"namespace", record.name_space}, {"labels", labels(record, platform)}}},
            {"data", std::move(data)}};
}

}  // namespace slipway
