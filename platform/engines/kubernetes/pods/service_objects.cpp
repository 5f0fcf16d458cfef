// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/pods/service_objects.h"

#include "platform/engines/kubernetes/pods/pod_names.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace slipway {

namespace {

constexpr std::size_t longest_name = 63;

std::string lastPart(const std::string& path)
{
    return path.substr(path.rfind('/') + 1);
}

/// A service has to begin with a letter, where our names may begin with a digit. Source: RFC 1035, labels.
bool isServiceName(const std::string& name)
{
    return name.size() <= longest_name && !name.empty() && name.front() >= 'a' && name.front() <= 'z';
}

}  // namespace

std::vector<std::string> serviceNames(const PodRecord& record, bool shared_namespace)
{
    std::string name = lastPart(record.holder);
    if (shared_namespace)
        name = record.project + "-" + name;
    std::vector<std::string> names;
    if (isServiceName(name))
        names.push_back(std::move(name));
    names.push_back("slipway-" + record.workload.text());
    return names;
}

Json serviceObject(const std::string& name, const PodRecord& record, const std::string& platform)
{
    const Json pods{{platform_label, platform}, {workload_label, record.workload.text()}};
    return {{"apiVersion", "v1"},
            {"kind", "Service"},
            {"metadata",
             {{"name", name},
              {"namespace", record.name_space},
              {"labels",
               {{managed_by_label, managed_by},
                {platform_label, platform},
                {project_label, record.project},
                {workload_label, record.workload.text()}}}}},
            {"spec",
             {{"clusterIP", "None"},
              // Replicas look for each other before any of them serves something.
              {"publishNotReadyAddresses", true},
              {"selector", pods}}}};
}

std::string servicePath(const PodRecord& record, const std::string& name)
{
    return fmt::format("/api/v1/namespaces/{}/services/{}", record.name_space, name);
}

std::string serviceAddress(const std::string& path)
{
    constexpr std::string_view before = "/namespaces/";
    const std::size_t begin = path.find(before);
    if (begin == std::string::npos)
        return {};
    const std::size_t name_space = begin + before.size();
    return fmt::format("{}.{}.svc", lastPart(path),
                       path.substr(name_space, path.find('/', name_space) - name_space));
}

void joinService(Json& pod, const PodRecord& record)
{
    if (record.service.empty() || record.replica.role.empty())
        return;
    pod["spec"]["hostname"] = record.replica.name();
    pod["spec"]["subdomain"] = lastPart(record.service);
}

}  // namespace slipway
