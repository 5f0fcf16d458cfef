// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <protozero/data_view.hpp>

#include <optional>

namespace slipway::events {

/// The number in a TensorProto of one element, whichever numeric type it has and however it is stored;
/// nothing for texts, and for tensors of several elements or none. Throws protozero::exception when it is
/// damaged.
std::optional<double> tensorNumber(protozero::data_view tensor);

}  // namespace slipway::events
