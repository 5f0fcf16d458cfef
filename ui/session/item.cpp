// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/item.h"

#include <nlohmann/json.hpp>

namespace slipway {

namespace {

template <class Variant, class T>
void take(Variant& into, Result<T> read)
{
    if (read)
        into = std::move(*read);
}

void readSpec(Item& item, const Json& json)
{
    switch (item.resource.kind) {
    case Kind::Environment:
        return take(item.spec, readEnvironmentSpec(json));
    case Kind::Job:
        return take(item.spec, readJobSpec(json));
    case Kind::Dataset:
        return take(item.spec, readDatasetSpec(json));
    case Kind::Volume:
        return take(item.spec, readVolumeSpec(json));
    case Kind::Template:
        return take(item.spec, readTemplateSpec(json));
    case Kind::Flavor:
        return take(item.spec, readFlavorSpec(json));
    case Kind::Image:
        return take(item.spec, readImageSpec(json));
    case Kind::Project:
        return take(item.spec, readProjectSpec(json));
    case Kind::Cluster:
        return take(item.spec, readClusterSpec(json));
    case Kind::Store:
        return take(item.spec, readStoreSpec(json));
    default:
        return;
    }
}

void readStatus(Item& item, const Json& json)
{
    switch (item.resource.kind) {
    case Kind::Environment:
    case Kind::Job:
        return take(item.status, readWorkloadStatus(json));
    case Kind::Dataset:
        return take(item.status, readDatasetStatus(json));
    case Kind::Volume:
        return take(item.status, readVolumeStatus(json));
    case Kind::Node:
        return take(item.status, readNodeStatus(json));
    case Kind::Cluster:
        return take(item.status, readClusterStatus(json));
    case Kind::Store:
        return take(item.status, readStoreStatus(json));
    default:
        return;
    }
}

}  // namespace

ItemPtr readItem(Resource resource)
{
    auto item = std::make_shared<Item>();
    item->resource = std::move(resource);
    if (const auto spec = parseJson(item->resource.spec))
        readSpec(*item, *spec);
    if (const auto status = parseJson(item->resource.status))
        readStatus(*item, *status);
    return item;
}

std::string itemKey(const Resource& resource)
{
    return resource.project.empty() ? resource.name : resource.project + "/" + resource.name;
}

}  // namespace slipway
