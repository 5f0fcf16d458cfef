// SPDX-License-Identifier: GPL-3.0-or-later
// Resources of every kind: the whole, and spec and status by themselves.
#include "core/resources/resource.h"
#include "core/resources/cluster.h"
#include "core/resources/object_store.h"
#include "core/resources/specs.h"
#include "core/resources/statuses.h"
#include "core/resources/template_spec.h"
#include "core/resources/volume_spec.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

#include <nlohmann/json.hpp>

using namespace slipway;
using namespace slipway::fuzz;

namespace {

template <class Part>
void checkPart(Result<Part> (*read)(const Json&), const Json& json)
{
    const auto part = read(json);
    if (!part) {
        expect(!part.error().message.empty() && !part.error().type.empty(), "A refusal says why.");
        return;
    }
    const auto written = parseJson(dumpJson(write(*part)));
    expect(written.has_value(), "What is written is JSON.");
    const auto again = read(*written);
    expect(again && *again == *part, "A spec or status reads back as it was written.");
}

/// What is handed in and never written.
Result<ClusterSpec> withoutKubeconfig(const Json& json)
{
    return readClusterSpec(json).map([](ClusterSpec spec) {
        spec.kubeconfig.clear();
        return spec;
    });
}

Result<StoreSpec> withoutSecret(const Json& json)
{
    return readStoreSpec(json).map([](StoreSpec spec) {
        spec.secret_key.clear();
        return spec;
    });
}

void checkSpec(Kind kind, const Json& spec)
{
    switch (kind) {
    case Kind::Project:
        return checkPart(readProjectSpec, spec);
    case Kind::Member:
        return checkPart(readMemberSpec, spec);
    case Kind::AccessKey:
        return checkPart(readAccessKeySpec, spec);
    case Kind::Flavor:
        return checkPart(readFlavorSpec, spec);
    case Kind::Image:
        return checkPart(readImageSpec, spec);
    case Kind::Environment:
        return checkPart(readEnvironmentSpec, spec);
    case Kind::Job:
        return checkPart(readJobSpec, spec);
    case Kind::Dataset:
        return checkPart(readDatasetSpec, spec);
    case Kind::Volume:
        return checkPart(readVolumeSpec, spec);
    case Kind::Cluster:
        return checkPart(withoutKubeconfig, spec);
    case Kind::Store:
        return checkPart(withoutSecret, spec);
    case Kind::Template:
        return checkPart(readTemplateSpec, spec);
    default:
        return;
    }
}

void checkStatus(Kind kind, const Json& status)
{
    if (kind == Kind::Node)
        checkPart(readNodeStatus, status);
    else if (kind == Kind::Dataset)
        checkPart(readDatasetStatus, status);
    else if (kind == Kind::Volume)
        checkPart(readVolumeStatus, status);
    else if (kind == Kind::Cluster)
        checkPart(readClusterStatus, status);
    else if (kind == Kind::Store)
        checkPart(readStoreStatus, status);
    else
        checkPart(readWorkloadStatus, status);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto resource = parseResource(asText(data, size));
    if (!resource) {
        expect(!resource.error().message.empty(), "A refusal says why.");
        return 0;
    }
    const std::string text = formatResource(*resource);
    const auto again = parseResource(text);
    expect(again && formatResource(*again) == text, "A resource reads back as it was written.");
    expect(again->name == resource->name && again->labels == resource->labels && again->id == resource->id,
           "A resource keeps its name, labels and identifier.");
    checkSpec(resource->kind, *parseJson(resource->spec));
    checkStatus(resource->kind, *parseJson(resource->status));
    return 0;
}
