// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/yaml/declaration.h"

#include "core/resources/cluster.h"
#include "core/resources/object_store.h"
#include "core/resources/specs.h"
#include "core/resources/template_spec.h"
#include "core/yaml/yaml_writer.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace slipway {

namespace {

template <class Read>
Result<void> check(Read read, const Json& spec)
{
    const auto value = read(spec);
    return value ? Result<void>() : propagate(value);
}

tl::unexpected<Error> refuse(const std::string& field, std::string sentence)
{
    return fail(ErrorCode::InvalidArgument, std::move(sentence), "bad-declaration", field);
}

/// Members that the platform says, which a change cannot.
Result<void> checkMembers(const Json& json)
{
    static constexpr std::array<std::string_view, 5> declared{"kind", "project", "name", "labels", "spec"};
    for (const auto& [member, value] : json.items()) {
        if (std::find(declared.begin(), declared.end(), member) == declared.end())
            return refuse(member, fmt::format("\"{}\" is the platform's to say. Take it out.", member));
    }
    return {};
}

Result<void> checkSame(const Resource& wanted, const Resource& existing)
{
    const auto stays = [](const char* field, const std::string& text) {
        return refuse(field, fmt::format("The {} is \"{}\" and cannot change here. Create another resource "
                                         "for another {}.",
                                         field, text, field));
    };
    if (wanted.kind != existing.kind)
        return stays("kind", std::string(info(existing.kind).name));
    if (wanted.name != existing.name)
        return stays("name", existing.name);
    if (!wanted.project.empty() && wanted.project != existing.project)
        return stays("project", existing.project);
    return {};
}

Result<Resource> readWish(const std::string& text, const Resource& existing)
{
    const auto json = parseJson(text);
    if (!json)
        return propagate(json);
    if (!json->is_object())
        return refuse({}, "This is no resource. Begin with kind, name and spec.");
    if (auto known = checkMembers(*json); !known)
        return propagate(known);
    auto wanted = readResource(*json);
    if (!wanted)
        return wanted;
    if (auto same = checkSame(*wanted, existing); !same)
        return propagate(same);
    const auto spec = parseJson(wanted->spec);
    if (!spec)
        return propagate(spec);
    if (auto checked = checkSpec(existing.kind, *spec); !checked)
        return propagate(checked);
    Resource wish = existing;
    wish.spec = std::move(wanted->spec);
    wish.labels = std::move(wanted->labels);
    return wish;
}

}  // namespace

std::string writeDeclaration(const Resource& resource)
{
    std::string text = writeYamlMember("kind", std::string(info(resource.kind).name));
    if (!resource.project.empty())
        text += writeYamlMember("project", resource.project);
    text += writeYamlMember("name", resource.name);
    if (!resource.labels.empty())
        text += writeYamlMember("labels", resource.labels);
    return text + writeYamlMember("spec", parseJson(resource.spec).value_or(Json::object()));
}

tl::expected<Declaration, PlacedError> readDeclaration(std::string_view text, const Resource& existing)
{
    auto documents = parseYaml(text);
    if (!documents)
        return tl::unexpected(std::move(documents.error()));
    if (documents->size() > 1) {
        auto second = refuse({}, "Here is a second document. Keep one alone.");
        return tl::unexpected(PlacedError{std::move(second.value()), documents->at(1).placeOf({})});
    }
    YamlDocument& document = documents->front();
    auto wish = readWish(document.json, existing);
    if (!wish) {
        const Place place = document.placeOf(wish.error().field);
        return tl::unexpected(PlacedError{std::move(wish.error()), place});
    }
    return Declaration{std::move(*wish), std::move(document)};
}

Result<void> checkSpec(Kind kind, const Json& spec)
{
    switch (kind) {
    case Kind::Project:
        return check(readProjectSpec, spec);
    case Kind::Member:
        return check(readMemberSpec, spec);
    case Kind::Flavor:
        return check(readFlavorSpec, spec);
    case Kind::Image:
        return check(readImageSpec, spec);
    case Kind::Environment:
        return check(readEnvironmentSpec, spec);
    case Kind::Job:
        return check(readJobSpec, spec);
    case Kind::Dataset:
        return check(readDatasetSpec, spec);
    case Kind::Cluster:
        return check(readClusterSpec, spec);
    case Kind::Store:
        return check(readStoreSpec, spec);
    case Kind::Volume:
        return check(readVolumeSpec, spec);
    case Kind::Template:
        return check(readTemplateSpec, spec);
    default:
        return {};
    }
}

}  // namespace slipway
