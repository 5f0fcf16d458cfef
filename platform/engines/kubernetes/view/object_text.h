// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace slipway {

/// Looks into objects that somebody else wrote: what is absent, or of another type, is empty.
/// The member at a path of names; null when there is none.
const Json& memberAt(const Json& object, std::initializer_list<std::string_view> path);
/// The text there.
std::string textAt(const Json& object, std::initializer_list<std::string_view> path);
/// The array there, for a loop.
const Json& listAt(const Json& object, std::initializer_list<std::string_view> path);

}  // namespace slipway
