// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace slipway::fuzz {

struct Seed {
    std::string name;
    std::string bytes;
};

/// A file as input; one whose name ends in ".hex" is hexadecimal digits, with spaces and lines of comment
/// that start with '#'. Ends the program with a message when it cannot be read.
Seed readSeed(const std::filesystem::path& file);

/// Every file of a folder, by name.
std::vector<Seed> readSeeds(const std::filesystem::path& folder);

}  // namespace slipway::fuzz
