// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/engine/namespace_objects.h"

#include "platform/engines/kubernetes/pods/pod_names.h"
#include "runner/pod/pod_layout.h"

#include <nlohmann/json.hpp>

namespace slipway {

Json namespaceLabels(const std::string& project, const std::string& platform, bool root_allowed)
{
    return {{managed_by_label, managed_by},
            {platform_label, platform},
            {project_label, project},
            {"pod-security.kubernetes.io/enforce", root_allowed ? "baseline" : "restricted"}};
}

std::string isolationName(const std::string& project)
{
    return "slipway-" + project;
}

Json isolationPolicy(const std::string& name_space, const std::string& project, const std::string& platform)
{
    const Json pods{{"matchLabels", {{platform_label, platform}, {project_label, project}}}};
    const Json from_peers{{"from", Json::array({{{"podSelector", pods}}})}};
    const Json to_collectors{{"ports", Json::array({{{"protocol", "TCP"}, {"port", collector_port}}})}};
    return {{"apiVersion", "networking.k8s.io/v1"},
            {"kind", "NetworkPolicy"},
            {"metadata",
             {{"name", isolationName(project)},
              {"namespace", name_space},
              {"labels",
               {{managed_by_label, managed_by}, {platform_label, platform}, {project_label, project}}}}},
            {"spec",
             {{"podSelector", pods},
              {"policyTypes", {"Ingress"}},
              {"ingress", Json::array({from_peers, to_collectors})}}}};
}

}  // namespace slipway
