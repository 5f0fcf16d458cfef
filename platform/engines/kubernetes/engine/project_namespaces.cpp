// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/engine/project_namespaces.h"

#include "platform/engines/kubernetes/api/kube_client.h"
#include "platform/engines/kubernetes/engine/namespace_objects.h"
#include "platform/engines/kubernetes/pods/pod_names.h"
#include "platform/engines/kubernetes/view/object_text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <thread>

namespace slipway {

namespace {

constexpr int tries = 50;
constexpr std::chrono::milliseconds try_pause{100};

/// A namespace takes pods only once it has this account, which the cluster makes a moment after it.
bool hasAccount(KubeClient& client, const std::string& name)
{
    return client.get(fmt::format("/api/v1/namespaces/{}/serviceaccounts/default", name)).has_value();
}

}  // namespace

ProjectNamespaces::ProjectNamespaces(KubeClient& client, const RunnerParts& parts, std::string only,
                                     std::string prefix, std::string platform)
    : client_(client),
      parts_(parts),
      only_(std::move(only)),
      prefix_(std::move(prefix)),
      platform_(std::move(platform))
{
}

std::string ProjectNamespaces::of(const std::string& project) const
{
    return only_.empty() ? prefix_ + project : only_;
}

Result<void> ProjectNamespaces::ready(const std::string& project, bool root_allowed)
{
    const std::string name = of(project);
    {
        const std::lock_guard lock(mutex_);
        const auto known = ready_.find(project);
        if (known != ready_.end() && known->second == root_allowed)
            return {};
    }
    const auto made = only_.empty() ? makeNamespace(name, project, root_allowed) : Result<void>();
    return made.and_then([&] { return isolate(name, project); })
        .and_then([&] { return parts_.deliver(client_, name); })
        .map([&] {
            const std::lock_guard lock(mutex_);
            ready_[project] = root_allowed;
        });
}

Result<void> ProjectNamespaces::isolate(const std::string& name, const std::string& project)
{
    const std::string path = fmt::format("/apis/networking.k8s.io/v1/namespaces/{}/networkpolicies/{}", name,
                                         isolationName(project));
    const auto applied = client_.apply(path, isolationPolicy(name, project, platform_));
    // In a namespace of somebody else's, who may be reached by whom is theirs to say.
    if (applied || (!only_.empty() && applied.error().code == ErrorCode::PermissionDenied))
        return {};
    return propagate(applied);
}

Result<void> ProjectNamespaces::exists(const std::string& project)
{
    if (!only_.empty())
        return {};
    {
        const std::lock_guard lock(mutex_);
        if (ready_.count(project) > 0)
            return {};
    }
    const auto known = client_.get("/api/v1/namespaces/" + of(project));
    if (known && textAt(*known, {"metadata", "labels", managed_by_label}) == managed_by)
        return {};
    return makeNamespace(of(project), project, false);
}

void ProjectNamespaces::doubt(const std::string& project)
{
    const std::lock_guard lock(mutex_);
    ready_.erase(project);
}

Result<void> ProjectNamespaces::makeNamespace(const std::string& name, const std::string& project,
                                              bool root_allowed)
{
    const std::string path = "/api/v1/namespaces/" + name;
    const auto known = client_.get(path);
    if (known && textAt(*known, {"metadata", "labels", managed_by_label}) != managed_by)
        return fail(
            ErrorCode::Conflict,
            fmt::format("The cluster has a namespace \"{}\" that is not Slipway's. Rename the project, "
                        "or have Slipway use another prefix.",
                        name),
            "namespace-taken");
    if (!known && known.error().code != ErrorCode::NotFound)
        return propagate(known);
    const Json labels = namespaceLabels(project, platform_, root_allowed);
    if (known) {
        const auto labelled = client_.mergePatch(path, {{"metadata", {{"labels", labels}}}});
        if (!labelled)
            return propagate(labelled);
    } else {
        const auto made =
            client_.create("/api/v1/namespaces", {{"apiVersion", "v1"},
                                                  {"kind", "Namespace"},
                                                  {"metadata", {{"name", name}, {"labels", labels}}}});
        if (!made && made.error().code != ErrorCode::AlreadyExists)
            return propagate(made);
    }
    for (int i = 0; i < tries && !hasAccount(client_, name); ++i)
        std::this_thread::sleep_for(try_pause);
    return {};
}

}  // namespace slipway
