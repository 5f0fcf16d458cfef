// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/check/needed_rights.h"

#include "platform/engines/kubernetes/api/kube_client.h"
#include "platform/engines/kubernetes/view/object_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace slipway {

namespace {

using Where = NeededRight::Where;
using Way = NeededRight::Way;
using Verdict = ClusterFinding::Verdict;

constexpr std::array rights{
    NeededRight{"", "nodes", "list", Where::Everywhere},
    NeededRight{"", "nodes", "watch", Where::Everywhere},
    NeededRight{"", "namespaces", "create", Where::Everywhere},
    NeededRight{"", "namespaces", "get", Where::Everywhere},
    NeededRight{"", "namespaces", "patch", Where::Everywhere},
    NeededRight{"", "serviceaccounts", "get", Where::Everywhere, Way::Only, "default"},
    NeededRight{"", "pods", "create"},
    NeededRight{"", "pods", "delete"},
    NeededRight{"", "pods", "get"},
    NeededRight{"", "pods", "list"},
    NeededRight{"", "pods", "patch"},
    NeededRight{"", "pods", "watch"},
    NeededRight{"", "pods/log", "get"},
    NeededRight{"", "pods/proxy", "create", Where::InNamespaces, Way::ToCollectors},
    NeededRight{"", "pods/portforward", "create", Where::InNamespaces, Way::ToCollectors},
    NeededRight{"", "pods/portforward", "get", Where::InNamespaces, Way::ToCollectors},
    NeededRight{"", "configmaps", "create"},
    NeededRight{"", "secrets", "create"},
    NeededRight{"", "secrets", "delete"},
    NeededRight{"", "secrets", "patch"},
    NeededRight{"", "persistentvolumeclaims", "create"},
    NeededRight{"", "persistentvolumeclaims", "delete"},
    NeededRight{"", "persistentvolumeclaims", "get"},
    NeededRight{"", "persistentvolumeclaims", "patch"},
    NeededRight{"", "events", "list"},
    NeededRight{"", "services", "create"},
    NeededRight{"", "services", "delete"},
    NeededRight{"", "services", "get"},
    NeededRight{"networking.k8s.io", "networkpolicies", "create"},
    NeededRight{"networking.k8s.io", "networkpolicies", "patch"},
};

constexpr auto in_namespaces = std::find_if(rights.begin(), rights.end(), [](const NeededRight& right) {
    return right.where == Where::InNamespaces;
});

Result<bool> isAllowed(KubeClient& client, const NeededRight& right, const std::string& name_space)
{
    const std::size_t slash = right.resource.find('/');
    Json attributes{
        {"group", right.group}, {"resource", right.resource.substr(0, slash)}, {"verb", right.verb}};
    if (slash != std::string_view::npos)
        attributes["subresource"] = right.resource.substr(slash + 1);
    if (right.where == Where::InNamespaces && !name_space.empty())
        attributes["namespace"] = name_space;
    if (!right.name.empty())
        attributes["name"] = right.name;
    return client
        .create("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                {{"apiVersion", "authorization.k8s.io/v1"},
                 {"kind", "SelfSubjectAccessReview"},
                 {"spec", {{"resourceAttributes", attributes}}}})
        .map([](const Json& answer) {
            return memberAt(answer, {"status", "allowed"}) == true;
        });
}

/// The rules of a role that would give what is missing, as YAML.
std::string rulesOf(const std::vector<NeededRight>& missing)
{
    std::map<std::pair<std::string_view, std::string_view>, std::vector<std::string_view>> verbs;
    for (const NeededRight& right : missing)
        verbs[{right.group, right.resource}].push_back(right.verb);
    std::string rules;
    for (const auto& [what, may] : verbs)
        rules += fmt::format("  - apiGroups: [\"{}\"]\n    resources: [{}]\n    verbs: [{}]\n", what.first,
                             what.second, fmt::join(may, ", "));
    return rules;
}

ClusterFinding lacking(const std::vector<NeededRight>& missing, const std::string& name_space)
{
    std::vector<std::string> names;
    for (const NeededRight& right : missing)
        names.push_back(fmt::format("{} {}", right.verb, right.resource));
    const std::string role =
        name_space.empty()
            ? "a ClusterRole, bound by a ClusterRoleBinding"
            : fmt::format("a Role in the namespace {}, bound there by a RoleBinding", name_space);
    return {"rights", Verdict::Bad,
            fmt::format("The account may not do all that is needed. It lacks: {}.", fmt::join(names, ", ")),
            fmt::format("Please give the account that Slipway comes with {} with these rules:\n\nrules:\n{}",
                        role, rulesOf(missing))};
}

}  // namespace

std::span<const NeededRight> neededRights(bool one_namespace)
{
    return one_namespace ? std::span<const NeededRight>(in_namespaces, rights.end())
                         : std::span<const NeededRight>(rights);
}

ClusterFinding checkRights(KubeClient& client, const std::string& name_space)
{
    std::vector<NeededRight> missing;
    std::vector<NeededRight> ways;
    bool has_way = false;
    for (const NeededRight& right : neededRights(!name_space.empty())) {
        const auto allowed = isAllowed(client, right, name_space);
        if (!allowed)
            return {"rights",
                    Verdict::Untried,
                    "What the account may do could not be asked: " + allowed.error().message,
                    {}};
        if (right.way == Way::ToCollectors) {
            has_way |= *allowed;
            ways.push_back(right);
        } else if (!*allowed) {
            missing.push_back(right);
        }
    }
    if (!has_way)
        missing.insert(missing.end(), ways.begin(), ways.end());
    if (!missing.empty())
        return lacking(missing, name_space);
    return {"rights",
            Verdict::Good,
            name_space.empty()
                ? "The account may do what is needed in the whole cluster."
                : fmt::format("The account may do what is needed in the namespace {}.", name_space),
            {}};
}

}  // namespace slipway
