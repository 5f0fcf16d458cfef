// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log_line.h"

#include <algorithm>
#include <cstdio>

namespace slipway {

namespace {

bool isPlain(std::string_view value)
{
    return std::all_of(value.begin(), value.end(), [](char c) {
        return static_cast<unsigned char>(c) > 0x20 && c != '"' && c != '=' && c != '\\' && c != 0x7f;
    });
}

void appendQuoted(std::string& line, std::string_view value)
{
    line += '"';
    for (const char c : value) {
        if (c == '"' || c == '\\') {
            line += '\\';
            line += c;
        } else if (c == '\n') {
            line += "\\n";
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            char escape[8];
            std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
            line += escape;
        } else {
            line += c;
        }
    }
    line += '"';
}

}  // namespace

std::string logLine(std::string_view event,
                    std::initializer_list<std::pair<std::string_view, std::string_view>> fields)
{
    std::string line = "event=" + std::string(event);
    for (const auto& [name, value] : fields) {
        if (value.empty())
            continue;
        line += ' ';
        line += name;
        line += '=';
        if (isPlain(value))
            line += value;
        else
            appendQuoted(line, value);
    }
    return line;
}

}  // namespace slipway
