// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/item.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>

namespace slipway {

namespace {

template <class Variant, class T>
bool take(Variant& into, Result<T> read)
{
    if (read)
        into = std::move(*read);
    return read.has_value();
}

/// Leaves out the member at "spec.a.b", in each object where there is a list of them on the way.
bool leaveOut(Json& json, std::string_view path)
{
    if (json.is_array())
        return std::count_if(json.begin(), json.end(), [path](Json& each) { return leaveOut(each, path); }) >
               0;
    const std::string name(path.substr(0, path.find('.')));
    if (!json.is_object() || !json.contains(name))
        return false;
    if (name.size() == path.size())
        return json.erase(name) > 0;
    return leaveOut(json[name], path.substr(name.size() + 1));
}

/// Reads what a newer server may have written: what this version does not know of it is left out.
template <class Read>
auto readKnown(Json json, const Read& read)
{
    constexpr std::string_view top = "spec.";
    auto spec = read(json);
    while (!spec && spec.error().type == "unknown-field" && spec.error().field.starts_with(top) &&
           leaveOut(json, std::string_view(spec.error().field).substr(top.size())))
        spec = read(json);
    return spec;
}

bool readSpec(Item& item, const Json& json)
{
    switch (item.resource.kind) {
    case Kind::Environment:
        return take(item.spec, readKnown(json, readEnvironmentSpec));
    case Kind::Job:
        return take(item.spec, readKnown(json, readJobSpec));
    case Kind::Dataset:
        return take(item.spec, readKnown(json, readDatasetSpec));
    case Kind::Volume:
        return take(item.spec, readKnown(json, readVolumeSpec));
    case Kind::Template:
        return take(item.spec, readKnown(json, readTemplateSpec));
    case Kind::Flavor:
        return take(item.spec, readKnown(json, readFlavorSpec));
    case Kind::Image:
        return take(item.spec, readKnown(json, readImageSpec));
    case Kind::Project:
        return take(item.spec, readKnown(json, readProjectSpec));
    case Kind::Cluster:
        return take(item.spec, readKnown(json, readClusterSpec));
    case Kind::Store:
        return take(item.spec, readKnown(json, readStoreSpec));
    default:
        return true;
    }
}

bool readStatus(Item& item, const Json& json)
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
        return true;
    }
}

}  // namespace

ItemPtr readItem(Resource resource)
{
    auto item = std::make_shared<Item>();
    item->resource = std::move(resource);
    const auto spec = parseJson(item->resource.spec);
    const auto status = parseJson(item->resource.status);
    if (spec)
        readSpec(*item, *spec);
    item->understood = status && readStatus(*item, *status);
    return item;
}

std::string itemKey(const Resource& resource)
{
    return resource.project.empty() ? resource.name : resource.project + "/" + resource.name;
}

}  // namespace slipway
