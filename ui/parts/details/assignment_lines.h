// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <map>
#include <string>

namespace slipway {

/// "NAME=value", each on a line of its own, as variables and parameters are shown.
inline QString assignmentLines(const std::map<std::string, std::string>& values)
{
    QString lines;
    for (const auto& [name, value] : values)
        lines +=
            (lines.isEmpty() ? QString() : QStringLiteral("\n")) + QString::fromStdString(name + "=" + value);
    return lines;
}

}  // namespace slipway
