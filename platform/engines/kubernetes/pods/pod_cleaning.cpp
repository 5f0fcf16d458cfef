// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/pods/pod_cleaning.h"

#include "platform/engines/kubernetes/api/kube_client.h"
#include "platform/engines/kubernetes/pods/pod_names.h"
#include "platform/engines/kubernetes/view/object_text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace slipway {

namespace {

Result<void> absentIsFine(const Result<Json>& result)
{
    if (result || result.error().code == ErrorCode::NotFound)
        return {};
    return propagate(result);
}

/// Ours is first, unless somebody added theirs in between.
Result<void> dropFinalizer(KubeClient& client, const PodRecord& record)
{
    const std::string path = podPath(record);
    const auto drop = [&](std::size_t index) {
        const std::string place = fmt::format("/metadata/finalizers/{}", index);
        return client.jsonPatch(path,
                                Json::array({{{"op", "test"}, {"path", place}, {"value", streams_finalizer}},
                                             {{"op", "remove"}, {"path", place}}}));
    };
    const auto first = drop(0);
    if (first || first.error().code == ErrorCode::NotFound)
        return {};
    const auto object = client.get(path);
    if (!object)
        return absentIsFine(object);
    std::size_t index = 0;
    for (const Json& finalizer : listAt(*object, {"metadata", "finalizers"})) {
        if (finalizer == streams_finalizer)
            return absentIsFine(drop(index));
        ++index;
    }
    return {};
}

}  // namespace

std::string podPath(const PodRecord& record)
{
    return fmt::format("/api/v1/namespaces/{}/pods/{}", record.name_space, record.pod);
}

Result<void> removePod(KubeClient& client, const PodRecord& record, bool pod_is_there)
{
    Result<void> removed;
    if (pod_is_there)
        removed = client.remove(podPath(record), {record.uid, std::chrono::seconds(0)}).and_then([&] {
            return dropFinalizer(client, record);
        });
    return removed
        .and_then([&] {
            return client.remove(
                fmt::format("/api/v1/namespaces/{}/secrets/{}", record.name_space, record.pod));
        })
        // One for all: whoever goes last finds it gone.
        .and_then([&] { return record.gang.empty() ? Result<void>() : client.remove(record.gang); });
}

}  // namespace slipway
