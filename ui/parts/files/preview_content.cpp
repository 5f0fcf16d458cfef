// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/files/preview_content.h"

#include "core/utf8.h"

#include <QBuffer>
#include <QFileInfo>
#include <QImageReader>

#include <algorithm>
#include <optional>
#include <utility>

namespace slipway {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t beginning_bytes = 256u << 10;
constexpr std::uint64_t most_image_bytes = 16u << 20;
constexpr std::size_t most_hex_bytes = 16u << 10;
constexpr qsizetype most_rows = 200;
constexpr qsizetype most_columns = 100;
constexpr QSize most_pixels{1600, 1200};

QString suffixOf(const QString& name)
{
    return QFileInfo(name).suffix().toLower();
}

bool isImage(const QString& name)
{
    static const QStringList suffixes{u"png"_s, u"jpg"_s, u"jpeg"_s, u"gif"_s, u"bmp"_s, u"webp"_s, u"ppm"_s};
    return suffixes.contains(suffixOf(name));
}

/// The part of the bytes that is whole characters of UTF-8; nothing when they are no text.
std::optional<QString> asText(std::string_view bytes, bool cut)
{
    std::size_t at = 0;
    while (at < bytes.size()) {
        const auto byte = static_cast<unsigned char>(bytes[at]);
        const std::size_t length = utf8SequenceLength(bytes.substr(at));
        if (length == 0 && cut && bytes.size() - at < 4)
            break;
        const bool control = byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t' && byte != 0x1b;
        if (length == 0 || control)
            return std::nullopt;
        at += length;
    }
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(at));
}

void readImage(PreviewContent& content, const std::string& bytes)
{
    QByteArray data = QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()));
    QBuffer buffer(&data);
    QImageReader reader(&buffer);
    content.image_size = reader.size();
    if (content.image_size.width() > most_pixels.width() ||
        content.image_size.height() > most_pixels.height())
        reader.setScaledSize(content.image_size.scaled(most_pixels, Qt::KeepAspectRatio));
    content.image = reader.read();
    if (!content.image.isNull())
        content.kind = PreviewContent::Kind::Image;
}

}  // namespace

std::uint64_t previewBytes(const QString& name, std::uint64_t size_bytes)
{
    return isImage(name) && size_bytes <= most_image_bytes ? std::max<std::uint64_t>(size_bytes, 1)
                                                           : beginning_bytes;
}

PreviewContent previewOf(const QString& name, const std::string& bytes, std::uint64_t size_bytes)
{
    PreviewContent content;
    content.size_bytes = size_bytes;
    content.shown_bytes = bytes.size();
    if (bytes.empty())
        return content;
    const bool cut = bytes.size() < size_bytes;
    if (isImage(name) && !cut)
        readImage(content, bytes);
    if (content.kind == PreviewContent::Kind::Image)
        return content;
    const auto text = asText(bytes, cut);
    if (!text) {
        content.kind = PreviewContent::Kind::Hex;
        const auto part = std::string_view(bytes).substr(0, most_hex_bytes);
        content.shown_bytes = part.size();
        content.text = hexLines(part);
        return content;
    }
    const QString suffix = suffixOf(name);
    if (suffix == u"csv"_s || suffix == u"tsv"_s) {
        content.rows =
            readTable(*text, suffix == u"csv"_s ? u',' : u'\t', most_rows, cut ? End::Cut : End::Whole);
        content.whole = !cut && content.rows.size() < most_rows;
        if (!content.rows.isEmpty())
            content.kind = PreviewContent::Kind::Table;
    }
    if (content.kind == PreviewContent::Kind::Empty) {
        content.kind = PreviewContent::Kind::Text;
        content.text = *text;
    }
    return content;
}

QList<QStringList> readTable(const QString& text, QChar separator, qsizetype rows_wanted, End end)
{
    QList<QStringList> rows;
    QStringList row;
    QString cell;
    bool quoted = false;
    const auto endCell = [&] {
        if (row.size() < most_columns)
            row << cell;
        cell.clear();
    };
    for (qsizetype i = 0; i < text.size() && rows.size() < rows_wanted; ++i) {
        const QChar c = text[i];
        if (quoted) {
            if (c != u'"')
                cell += c;
            else if (i + 1 < text.size() && text[i + 1] == u'"')
                cell += text[++i];
            else
                quoted = false;
        } else if (c == u'"' && cell.isEmpty()) {
            quoted = true;
        } else if (c == separator) {
            endCell();
        } else if (c == u'\n') {
            if (cell.endsWith(u'\r'))
                cell.chop(1);
            endCell();
            rows << std::exchange(row, {});
        } else {
            cell += c;
        }
    }
    const bool rest = !row.isEmpty() || !cell.isEmpty();
    if (rest && end == End::Whole && rows.size() < rows_wanted) {
        endCell();
        rows << row;
    }
    return rows;
}

QString hexLines(std::string_view bytes)
{
    constexpr std::size_t width = 16;
    static const char digits[] = "0123456789abcdef";
    QString text;
    for (std::size_t at = 0; at < bytes.size(); at += width) {
        const std::string_view line = bytes.substr(at, width);
        text += QStringLiteral("%1  ").arg(static_cast<qulonglong>(at), 8, 16, QLatin1Char('0'));
        QString letters;
        for (std::size_t i = 0; i < width; ++i) {
            if (i >= line.size()) {
                text += u"   "_s;
                continue;
            }
            const auto byte = static_cast<unsigned char>(line[i]);
            text += QLatin1Char(digits[byte >> 4]);
            text += QLatin1Char(digits[byte & 15]);
            text += u' ';
            letters += byte >= 0x20 && byte < 0x7f ? QLatin1Char(line[i]) : QLatin1Char('.');
        }
        text += u' ' + letters + u'\n';
    }
    return text;
}

}  // namespace slipway
