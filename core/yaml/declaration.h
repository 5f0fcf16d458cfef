// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "core/yaml/yaml_documents.h"

#include <string>
#include <string_view>

namespace slipway {

/// What people decide of a resource, as `slipwayctl apply` reads it: kind, project, name, labels and spec.
std::string writeDeclaration(const Resource& resource);

/// A wish as somebody wrote it, and where each of its members stands.
struct Declaration {
    Resource resource;
    YamlDocument document;
};

/// Reads the one document of `text` as a change to `existing`, whose generation the wish takes. What cannot
/// be changed so, such as the name or the status, is an error where it stands, never left out in silence.
tl::expected<Declaration, PlacedError> readDeclaration(std::string_view text, const Resource& existing);

/// What this version knows of a kind's spec: unknown members, wrong types, values out of bounds.
Result<void> checkSpec(Kind kind, const Json& spec);

}  // namespace slipway
