// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resources/cluster.h"

#include "core/hash.h"
#include "core/resources/json/member_reader.h"
#include "core/resources/json/member_writer.h"
#include "core/resources/object_store.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace slipway {

namespace {

constexpr std::array<std::string_view, 4> verdict_names{"good", "warning", "bad", "untried"};
constexpr std::size_t most_kubeconfig_bytes = 256u << 10;
constexpr std::size_t most_authorities_bytes = 256u << 10;

}  // namespace

Result<ClusterSpec> readClusterSpec(const Json& json)
{
    ClusterSpec spec;
    MemberReader reader(json, "spec", MemberReader::Unknown::Refused);
    reader.text("description", spec.description);
    reader.text("kubeconfig", spec.kubeconfig);
    if (spec.kubeconfig.size() > most_kubeconfig_bytes)
        reader.refuse("too-large", "kubeconfig", "is larger than 256 KiB; hand in the one context alone");
    reader.text("kubeconfig_sha256", spec.kubeconfig_sha256);
    if (!spec.kubeconfig.empty())
        spec.kubeconfig_sha256 = hex(sha256(spec.kubeconfig));
    reader.text("namespace", spec.only_namespace);
    reader.text("s3_url", spec.s3_url);
    reader.text("store_ca", spec.store_ca);
    if (spec.store_ca.size() > most_authorities_bytes)
        reader.refuse("too-large", "store_ca", "is larger than 256 KiB");
    reader.text("store", spec.store);
    if (spec.store == home_store)
        spec.store.clear();
    reader.text("storage_class", spec.storage_class);
    reader.text("gang", spec.gang);
    reader.integer("cpu_overcommit", spec.cpu_overcommit, 1, 100);
    reader.boolean("paused", spec.paused);
    if (auto done = reader.finish(); !done)
        return propagate(done);
    return spec;
}

Json write(const ClusterSpec& spec)
{
    Json json = Json::object();
    setUnlessEmpty(json, "description", spec.description);
    setUnlessEmpty(json, "kubeconfig_sha256", spec.kubeconfig_sha256);
    setUnlessEmpty(json, "namespace", spec.only_namespace);
    setUnlessEmpty(json, "s3_url", spec.s3_url);
    setUnlessEmpty(json, "store_ca", spec.store_ca);
    setUnlessEmpty(json, "store", spec.store);
    setUnlessEmpty(json, "storage_class", spec.storage_class);
    setUnless(json, "gang", spec.gang, std::string("none"));
    setUnless(json, "cpu_overcommit", spec.cpu_overcommit, std::int64_t(1));
    setUnless(json, "paused", spec.paused, false);
    return json;
}

std::string_view name(ClusterFinding::Verdict verdict)
{
    return verdict_names[static_cast<std::size_t>(verdict)];
}

Result<ClusterFinding> readClusterFinding(const Json& json)
{
    ClusterFinding finding;
    MemberReader reader(json, {}, MemberReader::Unknown::Ignored);
    reader.text("check", finding.check);
    std::string verdict;
    reader.text("verdict", verdict);
    const auto known = std::find(verdict_names.begin(), verdict_names.end(), verdict);
    if (known == verdict_names.end())
        reader.refuse("bad-value", "verdict", "is none that is known");
    else
        finding.verdict = static_cast<ClusterFinding::Verdict>(known - verdict_names.begin());
    reader.text("message", finding.message);
    reader.text("ask", finding.ask);
    if (auto done = reader.finish(); !done)
        return propagate(done);
    return finding;
}

Json write(const ClusterFinding& finding)
{
    Json json{{"check", finding.check}, {"verdict", name(finding.verdict)}, {"message", finding.message}};
    setUnlessEmpty(json, "ask", finding.ask);
    return json;
}

Result<ClusterStatus> readClusterStatus(const Json& json)
{
    ClusterStatus status;
    MemberReader reader(json, "status", MemberReader::Unknown::Ignored);
    reader.text("phase", status.phase);
    reader.text("message", status.message);
    reader.text("engine", status.engine);
    reader.text("server", status.server);
    reader.text("version", status.version);
    reader.integer("nodes", status.nodes, 0, INT64_MAX);
    reader.integer("gpus", status.gpus, 0, INT64_MAX);
    reader.integer("observed_generation", status.observed_generation, 0, INT64_MAX);
    if (auto done = reader.finish(); !done)
        return propagate(done);
    return status;
}

Json write(const ClusterStatus& status)
{
    Json json{{"phase", status.phase},
              {"engine", status.engine},
              {"nodes", status.nodes},
              {"gpus", status.gpus},
              {"observed_generation", status.observed_generation}};
    setUnlessEmpty(json, "message", status.message);
    setUnlessEmpty(json, "server", status.server);
    setUnlessEmpty(json, "version", status.version);
    return json;
}

}  // namespace slipway
