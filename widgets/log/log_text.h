// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

namespace slipway {

/// What a terminal would leave on the screen of one row: the last text after a carriage return, without
/// escape sequences and other control characters; tabs to every eighth column; bytes that are not UTF-8
/// as U+FFFD.
QString displayText(std::string_view bytes);

enum class LogLevel { Plain, Warning, Error };

/// By the words WARNING, WARN, ERROR, CRITICAL, FATAL and Traceback near the start of a row.
LogLevel levelOf(QStringView text);

}  // namespace slipway
