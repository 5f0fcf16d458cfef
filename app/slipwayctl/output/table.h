// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::ctl {

/// Text in aligned columns for a terminal. Control characters are shown as '?', so that nobody's names or
/// messages command the reader's terminal.
class Table {
public:
    explicit Table(std::vector<std::string> headers) : rows_{std::move(headers)} {}

    void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
    std::string text() const;

private:
    std::vector<std::vector<std::string>> rows_;
};

/// One line of somebody's text with control characters as '?'.
std::string harmless(std::string text);

/// How many cells UTF-8 text takes on a terminal.
std::size_t displayWidth(std::string_view text);

}  // namespace slipway::ctl
