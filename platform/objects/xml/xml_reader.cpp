// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/xml/xml_reader.h"

#include "platform/objects/s3_error.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace slipway {

namespace {

constexpr int deepest = 16;

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// "Key" or "s3" of "s3:Key". Letters beyond ASCII are not told apart.
bool isPartOfName(std::string_view text)
{
    const auto begins = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
               static_cast<unsigned char>(c) >= 0x80;
    };
    return !text.empty() && begins(text[0]) && std::all_of(text.begin(), text.end(), [&](char c) {
        return begins(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
}

void appendUtf8(std::string& out, std::uint32_t code)
{
    const auto tail = [&](int shift) { out += static_cast<char>(0x80 | ((code >> shift) & 0x3f)); };
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xc0 | (code >> 6));
        tail(0);
    } else if (code < 0x10000) {
        out += static_cast<char>(0xe0 | (code >> 12));
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xf0 | (code >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

/// The text of one reference without '&' and ';'.
bool appendReference(std::string& out, std::string_view name)
{
    using Named = std::pair<std::string_view, char>;
    constexpr std::array named{Named("amp", '&'), Named("lt", '<'), Named("gt", '>'), Named("quot", '"'),
                               Named("apos", '\'')};
    for (const auto& [word, character] : named) {
        if (name == word) {
            out += character;
            return true;
        }
    }
    if (!name.starts_with('#'))
        return false;
    name.remove_prefix(1);
    const bool hexadecimal = name.starts_with('x');
    if (hexadecimal)
        name.remove_prefix(1);
    std::uint32_t code = 0;
    const auto [end, error] =
        std::from_chars(name.data(), name.data() + name.size(), code, hexadecimal ? 16 : 10);
    const bool valid = error == std::errc() && end == name.data() + name.size() && code > 0 &&
                       code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    if (valid)
        appendUtf8(out, code);
    return valid;
}

/// A cursor over the text; each function returns false at the first thing that is not allowed.
class Parser {
public:
    explicit Parser(std::string_view text) : rest_(text) {}

    bool document(XmlElement& root);

private:
    bool skipPast(std::string_view end);
    void skipSpace();
    bool misc();
    /// Empty when none stands here.
    std::string_view name();
    bool attribute();
    /// Up to the end of the start tag; `empty` when it closes itself.
    bool startTag(XmlElement& element, bool& empty);
    bool element(XmlElement& element, int depth);
    bool content(XmlElement& parent, int depth);

    std::string_view rest_;
    std::string_view tag_;
};

bool Parser::document(XmlElement& root)
{
    if (rest_.starts_with("\xef\xbb\xbf"))
        rest_.remove_prefix(3);
    if (rest_.starts_with("<?xml") && !skipPast("?>"))
        return false;
    return misc() && element(root, 0) && misc() && rest_.empty();
}

bool Parser::skipPast(std::string_view end)
{
    const std::size_t at = rest_.find(end);
    if (at == rest_.npos)
        return false;
    rest_.remove_prefix(at + end.size());
    return true;
}

void Parser::skipSpace()
{
    while (!rest_.empty() && isSpace(rest_[0]))
        rest_.remove_prefix(1);
}

bool Parser::misc()
{
    skipSpace();
    while (rest_.starts_with("<!--")) {
        if (!skipPast("-->"))
            return false;
        skipSpace();
    }
    return true;
}

std::string_view Parser::name()
{
    std::size_t length = 0;
    const auto ends = [](char c) {
        return isSpace(c) || c == '>' || c == '/' || c == '=' || c == '<' || c == '&';
    };
    while (length < rest_.size() && !ends(rest_[length]))
        ++length;
    const std::string_view found = rest_.substr(0, length);
    rest_.remove_prefix(length);
    const std::size_t colon = found.find(':');
    const bool good = colon == found.npos
                          ? isPartOfName(found)
                          : isPartOfName(found.substr(0, colon)) && isPartOfName(found.substr(colon + 1));
    return good ? found : std::string_view();
}

bool Parser::attribute()
{
    if (name().empty())
        return false;
    skipSpace();
    if (!rest_.starts_with('='))
        return false;
    rest_.remove_prefix(1);
    skipSpace();
    if (rest_.empty() || (rest_[0] != '"' && rest_[0] != '\''))
        return false;
    const char quote = rest_[0];
    rest_.remove_prefix(1);
    return skipPast(std::string_view(&quote, 1));
}

bool Parser::startTag(XmlElement& element, bool& empty)
{
    rest_.remove_prefix(1);
    tag_ = name();
    if (tag_.empty())
        return false;
    element.name = tag_.substr(tag_.find(':') == tag_.npos ? 0 : tag_.find(':') + 1);
    for (skipSpace(); !rest_.empty() && rest_[0] != '>' && rest_[0] != '/'; skipSpace()) {
        if (!attribute())
            return false;
    }
    empty = rest_.starts_with('/');
    if (empty)
        rest_.remove_prefix(1);
    if (!rest_.starts_with('>'))
        return false;
    rest_.remove_prefix(1);
    return true;
}

bool Parser::element(XmlElement& element, int depth)
{
    bool empty = false;
    if (depth > deepest || !rest_.starts_with('<') || !startTag(element, empty))
        return false;
    if (empty)
        return true;
    const std::string_view tag = tag_;
    while (!rest_.starts_with("</")) {
        if (!content(element, depth))
            return false;
    }
    rest_.remove_prefix(2);
    if (name() != tag)
        return false;
    skipSpace();
    if (!rest_.starts_with('>'))
        return false;
    rest_.remove_prefix(1);
    return true;
}

bool Parser::content(XmlElement& parent, int depth)
{
    if (rest_.empty())
        return false;
    if (rest_.starts_with("<!--"))
        return skipPast("-->");
    if (rest_.starts_with("<![CDATA[")) {
        const std::string_view begin = rest_.substr(9);
        if (!skipPast("]]>"))
            return false;
        parent.text += begin.substr(0, begin.find("]]>"));
        return true;
    }
    if (rest_[0] == '<')
        return element(parent.children.emplace_back(), depth + 1);
    if (rest_[0] != '&') {
        const std::size_t length = std::min(rest_.find_first_of("<&"), rest_.size());
        parent.text += rest_.substr(0, length);
        rest_.remove_prefix(length);
        return true;
    }
    const std::string_view reference = rest_.substr(1, std::min(rest_.find(';'), rest_.size()) - 1);
    return skipPast(";") && appendReference(parent.text, reference);
}

}  // namespace

const XmlElement* XmlElement::child(std::string_view wanted) const
{
    const auto found = std::find_if(children.begin(), children.end(),
                                    [&](const XmlElement& one) { return one.name == wanted; });
    return found == children.end() ? nullptr : &*found;
}

std::string_view XmlElement::childText(std::string_view wanted) const
{
    const XmlElement* found = child(wanted);
    return found ? std::string_view(found->text) : std::string_view();
}

Result<XmlElement> parseXml(std::string_view text)
{
    XmlElement root;
    if (!Parser(text).document(root))
        return s3Fail("MalformedXML", "The request's body is not the XML that this operation takes.");
    return root;
}

}  // namespace slipway
