// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QList>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <string>
#include <string_view>

namespace slipway {

/// What of a file is shown before anybody downloads it.
struct PreviewContent {
    enum class Kind { Empty, Text, Table, Image, Hex } kind = Kind::Empty;
    QString text;             ///< Of a text, or bytes as hexadecimal numbers.
    QList<QStringList> rows;  ///< Of a table: its first rows.
    QImage image;             ///< Made small enough for a screen.
    QSize image_size;         ///< As it is in the file.
    bool whole = true;        ///< Whether there are no more rows.
    std::uint64_t shown_bytes = 0;
    std::uint64_t size_bytes = 0;
};

/// How much of a file of this name and size is asked for: pictures whole while they are not too large, of
/// everything else the beginning.
std::uint64_t previewBytes(const QString& name, std::uint64_t size_bytes);

/// Reads what came of a file. Pure; any thread.
PreviewContent previewOf(const QString& name, const std::string& bytes, std::uint64_t size_bytes);

/// Rows of comma- or tab-separated values by RFC 4180, at most `most_rows`; quotes may hold separators and
/// ends of lines. A row that is cut off at the end of the text is left out when `cut`.
enum class End { Whole, Cut };
QList<QStringList> readTable(const QString& text, QChar separator, qsizetype most_rows, End end);

/// "00000010  48 65 6c 6c 6f ...  Hello..." a line for every 16 bytes.
QString hexLines(std::string_view bytes);

}  // namespace slipway
