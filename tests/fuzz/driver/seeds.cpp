// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/driver/seeds.h"

#include "core/hash.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

namespace slipway::fuzz {

namespace {

std::string decodeHex(const std::string& text, const std::filesystem::path& file)
{
    std::string digits;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with('#'))
            digits += line;
    }
    std::erase_if(digits, [](char c) { return c == ' ' || c == '\r'; });
    const auto bytes = unhex(digits);
    if (bytes)
        return *bytes;
    fmt::print(stderr, "{}: {}\n", file.string(), bytes.error().message);
    std::exit(2);
}

}  // namespace

Seed readSeed(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    if (!stream) {
        fmt::print(stderr, "{} cannot be read.\n", file.string());
        std::exit(2);
    }
    if (file.extension() == ".hex")
        bytes = decodeHex(bytes, file);
    return {file.filename().string(), std::move(bytes)};
}

std::vector<Seed> readSeeds(const std::filesystem::path& folder)
{
    std::vector<Seed> seeds;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        seeds.push_back(readSeed(entry.path()));
    std::sort(seeds.begin(), seeds.end(), [](const Seed& a, const Seed& b) { return a.name < b.name; });
    return seeds;
}

}  // namespace slipway::fuzz
