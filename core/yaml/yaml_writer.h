// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"

#include <string>

namespace slipway {

/// A JSON value as YAML in block style, which readYaml reads back as the same value. Texts of several lines
/// become blocks where that keeps every character; members stand in the order that the value gives them.
std::string writeYaml(const Json& value);

/// One member of a map as it stands on the lines of its own, at the left edge.
std::string writeYamlMember(const std::string& name, const Json& value);

}  // namespace slipway
