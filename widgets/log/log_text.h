// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <string_view>

namespace slipway {

/// What a terminal would leave on the screen of one row: the last text after a carriage return, without
/// escape sequences and other control characters; tabs to every eighth column; bytes that are not UTF-8
/// as U+FFFD.
QString displayText(std::string_view bytes);

enum class LogLevel { Plain, Warning, Error };

/// How grave a row is, and which word in it says so.
struct LogMark {
    LogLevel level = LogLevel::Plain;
    qsizetype begin = 0;
    qsizetype length = 0;
};

/// By the words WARNING, WARN, ERROR, CRITICAL, FATAL, Traceback, or an exception's name before a colon.
LogMark markOf(const QString& text);

/// Where the parts of a row begin when a part holds this many cells; East Asian wide characters take two.
QList<qsizetype> wrapStarts(const QString& text, int cells);

}  // namespace slipway
