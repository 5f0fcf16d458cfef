// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/pods/pod_volumes.h"

#include "platform/engines/kubernetes/pods/pod_names.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace slipway {

namespace {

Json csiSource(const CsiSpec& csi)
{
    Json source{{"driver", csi.driver}, {"readOnly", csi.read_only}};
    if (!csi.attributes.empty())
        source["volumeAttributes"] = csi.attributes;
    if (!csi.secret.empty())
        source["nodePublishSecretRef"] = {{"name", csi.secret}};
    return source;
}

Json volumeOf(const VolumeMount& mount)
{
    Json volume{{"name", mount.volume.id.text()}};
    if (mount.volume.spec.kind == VolumeKind::Csi) {
        volume["csi"] = csiSource(mount.volume.spec.csi);
        return volume;
    }
    Json& claim = volume["persistentVolumeClaim"] = {{"claimName", mount.claim}};
    // Else the node would give the files of somebody else's claim to our group.
    if (mount.volume.spec.kind == VolumeKind::Claim && mount.read_only)
        claim["readOnly"] = true;
    return volume;
}

/// Replicas of a job go where the first of them went.
void keepTogether(Json& pod, const TaskStart& start)
{
    const Json ours{{"matchLabels", {{workload_label, start.workload.text()}}}};
    pod["spec"]["affinity"]["podAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"] =
        Json::array({{{"labelSelector", ours}, {"topologyKey", "kubernetes.io/hostname"}}});
}

}  // namespace

void mountVolumes(Json& pod, const TaskStart& start)
{
    Json& spec = pod["spec"];
    Json& main = spec["containers"][0];
    for (const VolumeMount& mount : start.volumes) {
        spec["volumes"].push_back(volumeOf(mount));
        Json place{{"name", mount.volume.id.text()}, {"mountPath", mount.path}};
        if (mount.read_only || mount.volume.spec.csi.read_only)
            place["readOnly"] = true;
        main["volumeMounts"].push_back(std::move(place));
    }
    if (!start.replica.role.empty() && std::any_of(start.volumes.begin(), start.volumes.end(),
                                                   [](const VolumeMount& mount) { return mount.one_node; }))
        keepTogether(pod, start);
    // A volume of many files is not walked through at every start.
    if (!start.volumes.empty())
        spec["securityContext"]["fsGroupChangePolicy"] = "OnRootMismatch";
    if (start.scratch.count() == 0)
        return;
    spec["volumes"].push_back(
        {{"name", "scratch"}, {"emptyDir", {{"sizeLimit", std::to_string(start.scratch.count())}}}});
    main["volumeMounts"].push_back({{"name", "scratch"}, {"mountPath", scratch_path}});
}

}  // namespace slipway
