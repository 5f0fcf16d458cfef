// SPDX-License-Identifier: GPL-3.0-or-later
// How the engine gives workloads names that stay.
#include "platform/engines/kubernetes/engine/kubernetes_engine.h"

#include "platform/engines/kubernetes/pods/pod_names.h"
#include "platform/engines/kubernetes/pods/service_objects.h"
#include "platform/engines/kubernetes/view/object_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace slipway {

namespace {

/// Whether the service there is the workload's, made now or before; false when somebody else has the name.
Result<bool> takeName(KubeClient& client, const Json& wanted, const std::string& path)
{
    const std::string collection = path.substr(0, path.rfind('/'));
    const auto made = client.create(collection, wanted);
    if (made || made.error().code != ErrorCode::AlreadyExists)
        return made ? Result<bool>(true) : propagate(made);
    const auto object = client.get(path);
    if (!object)
        return propagate(object);
    const auto label = [&](const char* name, const Json& of) {
        return textAt(of, {"metadata", "labels", name});
    };
    return label(workload_label, *object) == label(workload_label, wanted) &&
           label(platform_label, *object) == label(platform_label, wanted);
}

}  // namespace

Result<void> KubernetesEngine::giveName(std::vector<PodRecord>& records)
{
    const PodRecord& first = records.front();
    if (!first.notebook && first.replica.role.empty())
        return {};
    std::vector<std::string> paths;
    if (const auto before = store_.service(first.workload))
        paths.push_back(*before);
    for (const std::string& name : serviceNames(first, !options_.only_namespace.empty()))
        paths.push_back(servicePath(first, name));
    for (const std::string& path : paths) {
        const std::string name = path.substr(path.rfind('/') + 1);
        const auto ours = takeName(client_, serviceObject(name, first, store_.platform()), path);
        // Where the account may not make any, workloads go without a name.
        if (!ours && ours.error().code == ErrorCode::PermissionDenied)
            return {};
        if (!ours)
            return propagate(ours);
        if (!*ours)
            continue;
        for (PodRecord& record : records)
            record.service = path;
        return store_.writeService(first.workload, path);
    }
    return {};
}

Result<void> KubernetesEngine::giveUpName(const ResourceId& workload)
{
    const auto path = store_.service(workload);
    if (!path)
        return path.error().code == ErrorCode::NotFound ? Result<void>() : propagate(path);
    return client_.remove(*path).and_then([&] { return store_.forgetService(workload); });
}

}  // namespace slipway
