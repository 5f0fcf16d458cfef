// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// Cuts a stream of bytes into lines, wherever its pieces end.
class LineSplitter {
public:
    explicit LineSplitter(std::size_t max_line_bytes) : max_line_bytes_(max_line_bytes) {}

    /// The lines that are whole now, without their ends; empty ones are left out. False when a line is longer
    /// than allowed; nothing may be taken after that.
    bool take(std::string_view bytes, std::vector<std::string>& lines);

private:
    std::size_t max_line_bytes_;
    std::string rest_;
};

}  // namespace slipway
