// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/pods/pod_objects.h"

#include "core/hash.h"
#include "platform/engines/kubernetes/pods/pod_names.h"
#include "platform/engines/kubernetes/pods/pod_volumes.h"
#include "runner/pod/pod_layout.h"
#include "runner/pod/root_command.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace slipway {

namespace {

namespace fs = std::filesystem;

constexpr int task_user = 1000;  // Of images that need not run as root.
constexpr int longest_grace_s = 60;
/// What keeps nodes with GPUs to those who use them, where no whole GPU is offered.
constexpr const char* usual_accelerator = "nvidia.com/gpu";
constexpr int private_mode = 0400;

Json labels(const PodRecord& record, const std::string& platform)
{
    Json labels{{managed_by_label, managed_by},   {platform_label, platform},
                {project_label, record.project},  {workload_label, record.workload.text()},
                {task_label, record.task.text()}, {attempt_label, std::to_string(record.attempt)}};
    if (!record.replica.role.empty())
        labels[replica_label] = record.replica.name();
    return labels;
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

/// Installing packages as root takes what containers usually have; everything else needs nothing.
Json security(const TaskStart& start)
{
    Json tight{{"allowPrivilegeEscalation", false}};
    if (!start.as_root)
        tight["capabilities"] = {{"drop", {"ALL"}}};
    return tight;
}

/// Whether the pod's root is the volume's, so that what is installed stays.
bool keepsRoot(const TaskStart& start)
{
    return start.as_root && !start.environment.empty();
}

Json mainMounts(const TaskStart& start, const PodLayout& layout, const Json& volumes)
{
    Json list = mounts(layout, volumes, "task", layout.task());
    if (!start.environment.empty())
        list.push_back(mount("volume", layout.volume(), false));
    for (const char* name : kept_directories) {
        if (!keepsRoot(start))
            break;
        Json kept = mount("volume", fs::path("/") / name, false);
        kept["subPath"] = std::string("root/") + name;
        list.push_back(std::move(kept));
    }
    return list;
}

/// Lays the image's root on the volume, before main sees the volume in its place.
Json rootContainer(const TaskStart& start, const PodLayout& layout)
{
    return {{"name", "root"},
            {"image", start.image},
            {"command", command(layout, "root")},
            {"workingDir", "/"},
            {"securityContext", security(start)},
            {"volumeMounts",
             {mount("parts", layout.parts()), mount("run", layout.shared(), false),
              mount("volume", layout.volume(), false)}}};
}

Json mainResources(const TaskStart& start, const PodPlace& place, int cpu_overcommit)
{
    Json resources{{"cpu", std::to_string(start.cpus)}, {"memory", std::to_string(start.memory.count())}};
    if (start.gpus > 0 && place.gpus.empty())
        resources[place.accelerator] = std::to_string(start.gpus);
    for (const auto& [name, amount] : place.gpus)
        resources[name] = std::to_string(amount);
    const std::string space = std::to_string((start.disk + start.scratch).count());
    if (start.disk.count() > 0)
        resources["ephemeral-storage"] = space;
    Json requests = resources;
    if (start.scratch.count() > 0)
        requests["ephemeral-storage"] = space;
    requests["cpu"] = std::to_string(start.cpus * 1000 / cpu_overcommit) + "m";
    return {{"requests", requests}, {"limits", resources}};
}

Json mainContainer(const TaskStart& start, const PodPlace& place, const Json& volumes, int cpu_overcommit)
{
    const PodLayout layout;
    return {{"name", "main"},
            {"image", start.image},
            {"command", command(layout, "main")},
            {"workingDir", "/"},
            {"resources", mainResources(start, place, cpu_overcommit)},
            {"securityContext", security(start)},
            {"volumeMounts", mainMounts(start, layout, volumes)}};
}

/// The collector also answers for the files of an environment.
Json collectorMounts(const TaskStart& start, const PodLayout& layout)
{
    Json list = mounts(layout, Json::array(), "key", layout.key());
    if (start.notebook)
        list.push_back(mount("volume", layout.volume(), false));
    return list;
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
            {"securityContext", security(start)},
            {"volumeMounts", collectorMounts(start, layout)}};
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
    const auto in = [](const std::string& key, const std::string& value) {
        return Json::array({{{"key", key}, {"operator", "In"}, {"values", {value}}}});
    };
    const Json there =
        place.node.empty() ? Json::object() : Json{{"matchFields", in("metadata.name", place.node)}};
    Json rules = Json::object();
    if (!there.empty() && !place.pinned)
        rules["preferredDuringSchedulingIgnoredDuringExecution"] =
            Json::array({{{"weight", 100}, {"preference", there}}});
    Json terms = Json::array();
    for (const std::string& label : names.model_labels) {
        if (start.gpu_model.empty())
            break;
        Json term = place.pinned ? there : Json::object();
        term["matchExpressions"] = in(label, start.gpu_model);
        terms.push_back(std::move(term));
    }
    if (terms.empty() && place.pinned)
        terms.push_back(there);
    if (!terms.empty())
        rules["requiredDuringSchedulingIgnoredDuringExecution"] = {{"nodeSelectorTerms", terms}};
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
        list.push_back(
            always(place.accelerator.empty() ? usual_accelerator : place.accelerator, "NoSchedule"));
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
    const Json containers{mainContainer(start, place, volumes, parts.cpu_overcommit),
                          collectorContainer(start, layout)};
    const std::string segments = layout.segments().filename();
    std::vector<std::string> for_main = parts.handed;
    std::vector<std::string> for_collector{"key"};
    for (const std::string& file :
         {std::string("data.json"), segments, layout.storeAuthorities().filename().string()}) {
        if (std::count(parts.handed.begin(), parts.handed.end(), file) > 0)
            for_collector.push_back(file);
    }
    std::erase(for_main, segments);
    volumes.push_back({{"name", "run"}, {"emptyDir", Json::object()}});
    volumes.push_back(secretVolume("task", record.pod, for_main));
    volumes.push_back(secretVolume("key", record.pod, for_collector));
    if (!start.environment.empty())
        volumes.push_back(
            {{"name", "volume"}, {"persistentVolumeClaim", {{"claimName", claimName(start.environment)}}}});
    Json before = Json::array();
    if (keepsRoot(start))
        before.push_back(rootContainer(start, layout));
    Json pod{{"apiVersion", "v1"},
             {"kind", "Pod"},
             {"metadata",
              {{"name", record.pod},
               {"namespace", record.name_space},
               {"labels", labels(record, parts.platform)},
               {"annotations",
                {{holder_annotation, record.holder}, {made_at_annotation, formatTimestamp(record.made_at)}}},
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
               {"initContainers", before},
               {"containers", containers},
               {"volumes", std::move(volumes)}}}};
    mountVolumes(pod, start);
    return pod;
}

Json claimObject(const PodRecord& record, const std::string& platform, const VolumeWish& wish)
{
    Json claim{{"apiVersion", "v1"},
               {"kind", "PersistentVolumeClaim"},
               {"metadata",
                {{"name", claimName(record.environment)},
                 {"namespace", record.name_space},
                 {"labels",
                  {{managed_by_label, managed_by},
                   {platform_label, platform},
                   {project_label, record.project},
                   {workload_label, record.environment.text()}}}}},
               {"spec",
                {{"accessModes", {"ReadWriteOnce"}},
                 {"resources", {{"requests", {{"storage", std::to_string(wish.size.count())}}}}}}}};
    if (!wish.storage_class.empty())
        claim["spec"]["storageClassName"] = wish.storage_class;
    return claim;
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
