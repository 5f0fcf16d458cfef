// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace slipway {

/// A resource whose texts somebody else holds, such as a row of a database. Lists splice these without making
/// resources of them.
struct ResourceText {
    Kind kind = Kind::Job;
    std::string_view id;
    std::string_view project;
    std::string_view name;
    std::string_view labels;  ///< A compact JSON object, as spec and status are.
    std::string_view owner;
    std::string_view spec;
    std::string_view status;
    std::int64_t generation = 1;
    std::int64_t version = 0;
    Timestamp created{};
    std::optional<Timestamp> deleting;
};

/// Appends the JSON object of the resource, as formatResource() writes it.
void appendResource(std::string& out, const ResourceText& resource);

/// Labels as a compact JSON object.
std::string formatLabels(const std::map<std::string, std::string>& labels);

}  // namespace slipway
