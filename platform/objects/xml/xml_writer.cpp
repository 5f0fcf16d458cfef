// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/xml/xml_writer.h"

#include "core/utf8.h"

#include <fmt/format.h>

namespace slipway {

namespace {

void appendEscaped(std::string& out, char character)
{
    switch (character) {
    case '&':
        out += "&amp;";
        break;
    case '<':
        out += "&lt;";
        break;
    case '>':
        out += "&gt;";
        break;
    case '"':
        out += "&quot;";
        break;
    default:
        if (static_cast<unsigned char>(character) < 0x20 || character == 0x7f)
            out += fmt::format("&#x{:X};", static_cast<unsigned char>(character));
        else
            out += character;
    }
}

}  // namespace

std::string escapeXml(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        const std::size_t length = utf8SequenceLength(text);
        if (length == 0)
            out += "\xef\xbf\xbd";
        else if (length == 1)
            appendEscaped(out, text[0]);
        else
            out += text.substr(0, length);
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return out;
}

XmlWriter::XmlWriter() : out_("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") {}

void XmlWriter::open(std::string_view tag, std::string_view attributes)
{
    out_ += attributes.empty() ? fmt::format("<{}>", tag) : fmt::format("<{} {}>", tag, attributes);
}

void XmlWriter::close(std::string_view tag)
{
    out_ += fmt::format("</{}>", tag);
}

void XmlWriter::text(std::string_view tag, std::string_view text, std::string_view attributes)
{
    open(tag, attributes);
    out_ += escapeXml(text);
    close(tag);
}

std::string XmlWriter::finish() &&
{
    return std::move(out_);
}

}  // namespace slipway
