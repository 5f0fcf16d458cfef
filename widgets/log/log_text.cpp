// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/log/log_text.h"

#include <QRegularExpression>

#include <string>

namespace slipway {

using namespace Qt::StringLiterals;

namespace {

constexpr char kEscape = '\x1b';
constexpr char kBell = '\x07';
constexpr int kTab = 8;

/// Index behind the escape sequence that begins at `at`; the end of the text when it is cut off.
std::size_t behindEscape(std::string_view bytes, std::size_t at)
{
    std::size_t i = at + 1;
    if (i >= bytes.size())
        return i;
    if (bytes[i] == '[') {
        for (++i; i < bytes.size(); ++i) {
            if (bytes[i] >= 0x40 && bytes[i] <= 0x7e)
                return i + 1;
        }
        return i;
    }
    if (bytes[i] == ']') {
        for (++i; i < bytes.size(); ++i) {
            if (bytes[i] == kBell)
                return i + 1;
            if (bytes[i] == kEscape)
                return std::min(bytes.size(), i + 2);
        }
        return i;
    }
    while (i < bytes.size() && bytes[i] >= 0x20 && bytes[i] <= 0x2f)
        ++i;
    return std::min(bytes.size(), i + 1);
}

std::string visibleBytes(std::string_view bytes)
{
    std::string kept;
    bool returned = false;
    for (std::size_t i = 0; i < bytes.size();) {
        const char byte = bytes[i];
        if (byte == kEscape) {
            i = behindEscape(bytes, i);
            continue;
        }
        ++i;
        if (byte == '\r') {
            returned = true;
        } else if (byte == '\t' || static_cast<unsigned char>(byte) >= 0x20) {
            if (byte == '\x7f')
                continue;
            if (returned)
                kept.clear();
            returned = false;
            kept.push_back(byte);
        }
    }
    return kept;
}

bool isWide(char32_t character)
{
    return (character >= 0x1100 && character <= 0x115f) || (character >= 0x2e80 && character <= 0xa4cf) ||
           (character >= 0xac00 && character <= 0xd7a3) || (character >= 0xf900 && character <= 0xfaff) ||
           (character >= 0xfe30 && character <= 0xfe6f) || (character >= 0xff00 && character <= 0xff60) ||
           (character >= 0x1f300 && character <= 0x1faff) || (character >= 0x20000 && character <= 0x3fffd);
}

}  // namespace

QString displayText(std::string_view bytes)
{
    const std::string kept = visibleBytes(bytes);
    QString text = QString::fromUtf8(kept.data(), static_cast<qsizetype>(kept.size()));
    for (qsizetype tab = text.indexOf(u'\t'); tab >= 0; tab = text.indexOf(u'\t', tab))
        text.replace(tab, 1, QString(kTab - tab % kTab, u' '));
    return text;
}

LogMark markOf(const QString& text)
{
    static const QRegularExpression words(
        u"\\b(?:(WARNING|WARN)|(ERROR|CRITICAL|FATAL|Traceback)|(\\w*(?:Error|Exception)(?=:)))\\b"_s);
    const QRegularExpressionMatch match = words.match(text);
    if (!match.hasMatch())
        return {};
    const LogLevel level = match.hasCaptured(1) ? LogLevel::Warning : LogLevel::Error;
    return {level, match.capturedStart(), match.capturedLength()};
}

QList<qsizetype> wrapStarts(const QString& text, int cells)
{
    QList<qsizetype> starts{0};
    int used = 0;
    for (qsizetype i = 0; i < text.size();) {
        const bool pair = text[i].isHighSurrogate() && i + 1 < text.size();
        const char32_t character = pair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : text[i].unicode();
        const int width = isWide(character) ? 2 : 1;
        if (used > 0 && used + width > cells) {
            starts.append(i);
            used = 0;
        }
        used += width;
        i += pair ? 2 : 1;
    }
    return starts;
}

}  // namespace slipway
