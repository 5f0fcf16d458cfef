// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/output/printing.h"
#include "core/resources/cluster.h"
#include "core/resources/object_store.h"
#include "core/resources/specs.h"
#include "core/resources/statuses.h"
#include "core/resources/template_spec.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace slipway::ctl {
namespace {

/// What `read` makes of the text, or the defaults when a newer server wrote what we cannot read.
template <class Read>
auto lenient(const std::string& text, Read read)
{
    const auto json = parseJson(text);
    auto value = read(json ? *json : Json::object());
    using Value = typename decltype(value)::value_type;
    return value ? *value : Value{};
}

std::string orDash(std::string text)
{
    return text.empty() ? "-" : text;
}

std::string phaseText(const Resource& resource, const WorkloadStatus& status)
{
    return resource.deleting ? "Deleting" : std::string(name(status.phase));
}

std::string statusText(const Resource& resource, const char* member)
{
    const auto status = parseJson(resource.status);
    const bool there = status && status->contains(member) && status->at(member).is_string();
    return there ? status->at(member).get<std::string>() : std::string("-");
}

Columns environmentColumns()
{
    return {{"NAME", "PHASE", "FLAVOR", "IMAGE", "OWNER", "CREATED", "MESSAGE"},
            [](const Resource& resource) -> std::vector<std::string> {
                const auto spec = lenient(resource.spec, readEnvironmentSpec);
                const auto status = lenient(resource.status, readWorkloadStatus);
                return {resource.name,  phaseText(resource, status), spec.flavor,   spec.image,
                        resource.owner, ago(resource.created),       status.message};
            },
            "There are no environments. Create one with \"slipwayctl env create NAME\"."};
}

Columns jobColumns()
{
    return {{"NAME", "PHASE", "FLAVOR", "ATTEMPT", "OWNER", "CREATED", "MESSAGE"},
            [](const Resource& resource) -> std::vector<std::string> {
                const auto spec = lenient(resource.spec, readJobSpec);
                const auto status = lenient(resource.status, readWorkloadStatus);
                return {resource.name,  phaseText(resource, status),
                        spec.flavor,    std::to_string(status.attempt),
                        resource.owner, ago(resource.created),
                        status.message};
            },
            "There are no jobs. Submit one with \"slipwayctl job submit --name NAME -- COMMAND\"."};
}

Columns datasetColumns()
{
    return {{"NAME", "PHASE", "TASK", "FILES", "SIZE", "OWNER", "CREATED"},
            [](const Resource& resource) -> std::vector<std::string> {
                const auto spec = lenient(resource.spec, readDatasetSpec);
                const auto status = lenient(resource.status, readDatasetStatus);
                const auto size = static_cast<std::uint64_t>(std::max<std::int64_t>(spec.size_bytes, 0));
                return {resource.name,
                        resource.deleting ? "Deleting" : status.phase,
                        spec.task,
                        spec.sealed ? std::to_string(spec.file_count) : "-",
                        spec.sealed ? Bytes(size).text() : "-",
                        resource.owner,
                        ago(resource.created)};
            },
            "There are no datasets. Upload one with \"slipwayctl dataset upload FOLDER\"."};
}

Columns volumeColumns()
{
    return {{"NAME", "PHASE", "SCOPE", "KIND", "SIZE", "OWNER", "CREATED", "MESSAGE"},
            [](const Resource& resource) -> std::vector<std::string> {
                const auto spec = lenient(resource.spec, readVolumeSpec);
                const auto status = lenient(resource.status, readVolumeStatus);
                return {resource.name,
                        resource.deleting ? "Deleting" : status.phase,
                        std::string(name(spec.scope)),
                        std::string(name(spec.kind)),
                        spec.size.count() > 0 ? spec.size.text() : "-",
                        resource.owner,
                        ago(resource.created),
                        status.message};
            },
            "There are no volumes. Create one with \"slipwayctl volume create NAME --size 100GiB\"."};
}

Columns templateColumns()
{
    return {{"NAME", "FLAVOR", "OWNER", "CREATED", "DESCRIPTION"},
            [](const Resource& resource) -> std::vector<std::string> {
                const auto spec = lenient(resource.spec, readTemplateSpec);
                return {resource.name, spec.job.flavor, resource.owner, ago(resource.created),
                        orDash(spec.description)};
            },
            "There are no templates. Keep a job as one with \"slipwayctl template create NAME --job JOB\"."};
}

Columns nodeColumns()
{
    return {{"NAME", "ENGINE", "CPUS", "MEMORY", "GPUS", "FREE", "MODEL"},
            [](const Resource& resource) -> std::vector<std::string> {
                const auto status = lenient(resource.status, readNodeStatus);
                const auto free = std::ranges::count(status.gpus, std::string(), &GpuStatus::held_by);
                const auto memory =
                    static_cast<std::uint64_t>(std::max<std::int64_t>(status.memory_bytes, 0));
                return {resource.name,
                        status.engine,
                        std::to_string(status.cpus),
                        Bytes(memory).text(),
                        std::to_string(status.gpus.size()),
                        std::to_string(free),
                        status.gpus.empty() ? "-" : status.gpus.front().model};
            },
            "The server has no nodes. Check that its engine is running."};
}

Columns clusterColumns()
{
    return {{"NAME", "PHASE", "ENGINE", "VERSION", "NODES", "GPUS", "SERVER", "MESSAGE"},
            [](const Resource& resource) -> std::vector<std::string> {
                const auto spec = lenient(resource.spec, readClusterSpec);
                const auto status = lenient(resource.status, readClusterStatus);
                return {resource.name,
                        resource.deleting ? "Deleting"
                        : spec.paused     ? status.phase + ", paused"
                                          : status.phase,
                        status.engine,
                        orDash(status.version),
                        std::to_string(status.nodes),
                        std::to_string(status.gpus),
                        orDash(status.server),
                        status.message};
            },
            "There are no clusters. Add one with \"slipwayctl cluster add NAME\"."};
}

Columns storeColumns()
{
    return {{"NAME", "PHASE", "ENDPOINT", "BUCKET", "PREFIX", "MESSAGE"},
            [](const Resource& resource) -> std::vector<std::string> {
                const auto spec = lenient(resource.spec, readStoreSpec);
                const auto status = lenient(resource.status, readStoreStatus);
                return {resource.name,         resource.deleting ? "Deleting" : status.phase,
                        orDash(spec.endpoint), orDash(spec.bucket),
                        orDash(spec.prefix),   status.message};
            },
            "There are no stores. Add one with \"slipwayctl store add NAME\"."};
}

Columns keyColumns()
{
    return {{"NAME", "ACCESS KEY", "PHASE", "OWNER", "EXPIRES", "CREATED", "DESCRIPTION"},
            [](const Resource& resource) -> std::vector<std::string> {
                const auto spec = lenient(resource.spec, readAccessKeySpec);
                return {resource.name,           accessKeyOf(resource),      statusText(resource, "phase"),
                        resource.owner,          spec.expires.value_or("-"), ago(resource.created),
                        orDash(spec.description)};
            },
            "You have no access keys. Create one with \"slipwayctl key create\"."};
}

}  // namespace

std::string accessKeyOf(const Resource& key)
{
    return statusText(key, "access_key");
}

const Columns& columnsOf(Kind kind)
{
    static const Columns environments = environmentColumns();
    static const Columns jobs = jobColumns();
    static const Columns datasets = datasetColumns();
    static const Columns volumes = volumeColumns();
    static const Columns templates = templateColumns();
    static const Columns nodes = nodeColumns();
    static const Columns clusters = clusterColumns();
    static const Columns stores = storeColumns();
    static const Columns keys = keyColumns();
    static const Columns others{{"NAME", "OWNER", "CREATED"},
                                [](const Resource& resource) -> std::vector<std::string> {
                                    return {resource.name, resource.owner, ago(resource.created)};
                                },
                                "There are none."};
    switch (kind) {
    case Kind::Environment:
        return environments;
    case Kind::Job:
        return jobs;
    case Kind::Dataset:
        return datasets;
    case Kind::Volume:
        return volumes;
    case Kind::Template:
        return templates;
    case Kind::Node:
        return nodes;
    case Kind::Cluster:
        return clusters;
    case Kind::Store:
        return stores;
    case Kind::AccessKey:
        return keys;
    default:
        return others;
    }
}

}  // namespace slipway::ctl
