// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/kubernetes/pretended_nodes.h"

#include "core/ids.h"
#include "platform/engines/kubernetes/view/object_text.h"

#include <nlohmann/json.hpp>

namespace slipway::test {

namespace {

Json nodeObject(const std::string& name, const std::string& model, int gpus)
{
    const Json amounts{{"cpu", "64"},
                       {"memory", "512Gi"},
                       {"pods", "110"},
                       {"ephemeral-storage", "1Ti"},
                       {"nvidia.com/gpu", std::to_string(gpus)}};
    return {{"apiVersion", "v1"},
            {"kind", "Node"},
            {"metadata",
             {{"name", name},
              {"labels",
               {{"nvidia.com/gpu.product", model},
                {"kubernetes.io/os", "linux"},
                {"kubernetes.io/arch", "amd64"}}}}},
            {"status",
             {{"allocatable", amounts},
              {"capacity", amounts},
              {"conditions", {{{"type", "Ready"}, {"status", "True"}}}}}}};
}

}  // namespace

PretendedNodes::PretendedNodes(RealCluster& cluster, int count, int gpus_each)
    : cluster_(cluster), model_(newId("model"))
{
    for (int i = 0; i < count; ++i) {
        names_.push_back(model_ + "-" + std::to_string(i));
        made_ =
            made_ && cluster_.client().create("/api/v1/nodes", nodeObject(names_.back(), model_, gpus_each));
    }
}

PretendedNodes::~PretendedNodes()
{
    for (const std::string& name : names_)
        (void)cluster_.client().remove("/api/v1/nodes/" + name);
}

bool PretendedNodes::sayReady(std::size_t index, bool ready)
{
    const Json condition{
        {"type", "Ready"}, {"status", ready ? "True" : "Unknown"}, {"message", "As the test says."}};
    return cluster_.client()
        .mergePatch("/api/v1/nodes/" + name(index) + "/status",
                    {{"status", {{"conditions", Json::array({condition})}}}})
        .has_value();
}

std::vector<Json> PretendedNodes::pods()
{
    const auto found = cluster_.client().get(cluster_.path("pods"));
    return found ? (*found)["items"].get<std::vector<Json>>() : std::vector<Json>();
}

std::size_t PretendedNodes::placedPods()
{
    std::size_t placed = 0;
    for (const Json& pod : pods())
        placed += textAt(pod, {"spec", "nodeName"}).starts_with(model_) ? 1 : 0;
    return placed;
}

bool PretendedNodes::say(const std::string& phase)
{
    bool said = true;
    for (const Json& pod : pods()) {
        const std::string path = cluster_.path("pods") + "/" + textAt(pod, {"metadata", "name"}) + "/status";
        said = cluster_.client().mergePatch(path, {{"status", {{"phase", phase}}}}) && said;
    }
    return said;
}

}  // namespace slipway::test
