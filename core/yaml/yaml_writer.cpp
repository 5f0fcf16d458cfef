// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/yaml/yaml_writer.h"

#include "core/yaml/yaml_documents.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>

namespace slipway {

namespace {

bool isWordCharacter(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0 || c == '_' || c == '.' || c == '/';
}

/// Characters that break lines, or are none, to YAML though not to everybody; they get quotes.
bool hasStrangeCharacters(std::string_view text)
{
    for (const std::string_view strange : {"\xe2\x80\xa8", "\xe2\x80\xa9", "\xef\xbb\xbf", "\xef\xbf"})
        if (text.find(strange) != std::string_view::npos)
            return true;
    for (std::size_t at = text.find('\xc2'); at != std::string_view::npos; at = text.find('\xc2', at + 1))
        if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xa0)
            return true;
    return false;
}

/// Whether a text without quotes is read as itself: it begins like a word and holds nothing that means
/// something to YAML. Quotes too many harm nobody.
bool isPlain(const std::string& text)
{
    constexpr std::string_view inside = " _./-+@,=%()$<>~^;\\*&|?!'\"";
    if (text.empty() || !isWordCharacter(text.front()) || text.back() == ' ' || text.starts_with("..."))
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool parting_colon = c == ':' && i + 1 < text.size() && isWordCharacter(text[i + 1]);
        if (!isWordCharacter(c) && !parting_colon && inside.find(c) == std::string_view::npos)
            return false;
    }
    return !hasStrangeCharacters(text) && !needsQuotes(text);
}

/// Whether a block "|" keeps the text to the letter.
bool isBlock(const std::string& text)
{
    if (text.find('\n') == std::string::npos || text.front() == ' ' || text.front() == '\n')
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool first_of_line = i == 0 || text[i - 1] == '\n';
        const bool last_of_line = i + 1 == text.size() || text[i + 1] == '\n';
        const bool control = (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f;
        if (control || (byte == '\t' && first_of_line) || ((byte == ' ' || byte == '\t') && last_of_line))
            return false;
    }
    return !hasStrangeCharacters(text);
}

class Writer {
public:
    /// What follows "name:" or "-": a scalar on the same line, or what is below it, at `indent`.
    void value(const Json& json, std::size_t indent)
    {
        if (json.is_object() && !json.empty()) {
            out_ += '\n';
            members(json, indent);
        } else if (json.is_array() && !json.empty()) {
            out_ += '\n';
            items(json, indent);
        } else {
            out_ += ' ';
            scalar(json, indent);
        }
    }

    void members(const Json& object, std::size_t indent)
    {
        for (const auto& [name, inner] : object.items()) {
            out_.append(indent, ' ');
            member(name, inner, indent);
        }
    }

    void items(const Json& list, std::size_t indent)
    {
        for (const Json& inner : list) {
            out_.append(indent, ' ');
            out_ += '-';
            if (inner.is_object() && !inner.empty())
                itemWithMembers(inner, indent + 2);
            else
                value(inner, indent + 2);
        }
    }

    void member(const std::string& name, const Json& inner, std::size_t indent)
    {
        out_ += (isPlain(name) ? name : dumpJson(name)) + ":";
        value(inner, indent + 2);
    }

    void scalar(const Json& json, std::size_t indent)
    {
        if (json.is_string() && isBlock(json.get_ref<const std::string&>()))
            return block(json.get_ref<const std::string&>(), indent);
        const bool plain = json.is_string() && isPlain(json.get_ref<const std::string&>());
        out_ += plain ? json.get<std::string>() : dumpJson(json);
        out_ += '\n';
    }

    std::string take() { return std::move(out_); }

private:
    /// The first member stands beside its dash.
    void itemWithMembers(const Json& object, std::size_t indent)
    {
        out_ += ' ';
        bool first = true;
        for (const auto& [name, inner] : object.items()) {
            out_.append(first ? 0 : indent, ' ');
            member(name, inner, indent);
            first = false;
        }
    }

    void block(std::string_view text, std::size_t indent)
    {
        const bool ends = text.back() == '\n';
        const bool ends_often = text.ends_with("\n\n");
        out_ += ends_often ? "|+\n" : ends ? "|\n" : "|-\n";
        if (ends)
            text.remove_suffix(1);
        for (std::size_t begin = 0; begin <= text.size();) {
            const std::size_t end = std::min(text.find('\n', begin), text.size());
            if (end > begin)
                out_.append(indent, ' ').append(text.substr(begin, end - begin));
            out_ += '\n';
            begin = end + 1;
        }
    }

    std::string out_;
};

}  // namespace

std::string writeYaml(const Json& value)
{
    Writer writer;
    if (value.is_object() && !value.empty())
        writer.members(value, 0);
    else if (value.is_array() && !value.empty())
        writer.items(value, 0);
    else
        writer.scalar(value, 2);
    return writer.take();
}

std::string writeYamlMember(const std::string& name, const Json& value)
{
    Writer writer;
    writer.member(name, value, 0);
    return writer.take();
}

}  // namespace slipway
