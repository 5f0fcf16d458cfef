// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>

namespace slipway {

/// A first job that comes with the program: its code, and below it its data.
struct Sample {
    std::filesystem::path code;
    std::filesystem::path data;
};

/// Learns to read handwritten digits; nothing where it was not installed. Looked for in
/// ../share/slipway/samples beside the program.
std::optional<Sample> digitsSample();

}  // namespace slipway
