// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/xml/xml_writer.h"

#include <fmt/format.h>

namespace slipway {

namespace {

/// The length of the valid UTF-8 sequence that starts here; 0 when there is none.
std::size_t sequenceAt(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xc2 ? 0
                               : lead < 0xe0 ? 2
                               : lead < 0xf0 ? 3
                               : lead < 0xf5 ? 4
                                             : 0;
    if (length == 0 || length > text.size())
        return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80)
            return 0;
    }
    const bool overlong = (lead == 0xe0 && byte(1) < 0xa0) || (lead == 0xf0 && byte(1) < 0x90);
    const bool surrogate = lead == 0xed && byte(1) > 0x9f;
    const bool too_high = lead == 0xf4 && byte(1) > 0x8f;
    return overlong || surrogate || too_high ? 0 : length;
}

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
        const std::size_t length = sequenceAt(text);
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
