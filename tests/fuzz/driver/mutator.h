// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace slipway::fuzz {

/// Makes inputs that are near the given ones: the same inputs in the same order on every machine.
class Mutator {
public:
    explicit Mutator(std::vector<std::string> seeds) : seeds_(std::move(seeds)) {}

    /// One of the seeds after 1 to 6 changes.
    std::string next();

private:
    std::uint64_t random();
    /// Below `count`, which is not 0.
    std::size_t below(std::size_t count);
    void change(std::string& text);
    void changeByte(std::string& text, std::size_t place);
    void insertPiece(std::string& text, std::size_t place);

    std::vector<std::string> seeds_;
    std::uint64_t state_ = 0x9e3779b97f4a7c15;
};

}  // namespace slipway::fuzz
