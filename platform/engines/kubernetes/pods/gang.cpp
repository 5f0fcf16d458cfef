// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/pods/gang.h"

#include "platform/engines/kubernetes/api/kube_client.h"
#include "platform/engines/kubernetes/pods/pod_names.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace slipway {

namespace {

constexpr const char* volcano_api = "/apis/scheduling.volcano.sh/v1beta1";
constexpr const char* kueue_api = "/apis/kueue.x-k8s.io/v1beta1";

/// Of all replicas of an attempt.
std::string groupName(const PodRecord& record)
{
    return fmt::format("slipway-{}-{}", record.workload.text(), record.attempt);
}

}  // namespace

Result<Gang> parseGang(std::string_view text)
{
    const std::size_t colon = text.find(':');
    const std::string_view kind = text.substr(0, colon);
    Gang gang;
    if (colon != std::string_view::npos)
        gang.queue = text.substr(colon + 1);
    const bool queue_is_missing = colon != std::string_view::npos && gang.queue.empty();
    if (kind == "volcano" && !queue_is_missing)
        gang.kind = Gang::Kind::Volcano;
    else if (kind == "kueue" && !gang.queue.empty())
        gang.kind = Gang::Kind::Kueue;
    else if (text != "none")
        return fail(
            ErrorCode::InvalidArgument,
            fmt::format("\"{}\" is not known. Use none, volcano, volcano:QUEUE or kueue:QUEUE.", text));
    return gang;
}

Result<void> checkGang(KubeClient& client, const Gang& gang)
{
    if (gang.kind == Gang::Kind::None)
        return {};
    const bool volcano = gang.kind == Gang::Kind::Volcano;
    const auto offered = client.get(volcano ? volcano_api : kueue_api);
    if (offered || offered.error().code != ErrorCode::NotFound)
        return {};
    return fail(ErrorCode::InvalidArgument,
                fmt::format("The cluster has no {0}. Have its administrator install {0}, or start slipwayd "
                            "without --cluster-gang.",
                            volcano ? "Volcano" : "Kueue"));
}

void joinGang(Json& pod, const PodRecord& record, const Gang& gang)
{
    const bool grouped = !record.replica.role.empty();
    Json& metadata = pod["metadata"];
    if (gang.kind == Gang::Kind::Kueue) {
        metadata["labels"]["kueue.x-k8s.io/queue-name"] = gang.queue;
        if (grouped) {
            metadata["labels"]["kueue.x-k8s.io/pod-group-name"] = groupName(record);
            metadata["annotations"]["kueue.x-k8s.io/pod-group-total-count"] =
                std::to_string(record.replica.of);
        }
    } else if (gang.kind == Gang::Kind::Volcano && grouped) {
        pod["spec"]["schedulerName"] = "volcano";
        metadata["annotations"]["scheduling.k8s.io/group-name"] = groupName(record);
    }
}

std::string gangPath(const PodRecord& record, const Gang& gang)
{
    if (gang.kind != Gang::Kind::Volcano || record.replica.role.empty())
        return {};
    return fmt::format("{}/namespaces/{}/podgroups/{}", volcano_api, record.name_space, groupName(record));
}

Json gangObject(const PodRecord& record, const std::string& platform, const Gang& gang)
{
    return {
        {"apiVersion", "scheduling.volcano.sh/v1beta1"},
        {"kind", "PodGroup"},
        {"metadata",
         {{"name", groupName(record)},
          {"namespace", record.name_space},
          {"labels",
           {{managed_by_label, managed_by},
            {platform_label, platform},
            {project_label, record.project},
            {workload_label, record.workload.text()}}}}},
        {"spec", {{"minMember", record.replica.of}, {"queue", gang.queue.empty() ? "default" : gang.queue}}}};
}

}  // namespace slipway
