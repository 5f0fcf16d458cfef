// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "core/result.h"

#include <functional>
#include <initializer_list>
#include <string>

namespace slipway {

class Store;

/// Writes a status unless the resource says the same already.
Result<void> writeStatusText(Store& store, const Resource& resource, const std::string& status);

/// What of these kinds is kept somewhere, such as "2 jobs such as vision/train and 1 datasets such as
/// vision/digits"; empty when nothing is.
Result<std::string> describeKept(Store& store, std::initializer_list<Kind> kinds,
                                 const std::function<bool(const Resource&)>& is_kept);

}  // namespace slipway
