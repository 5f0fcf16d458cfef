// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resources/json/resource_text.h"

#include "core/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace slipway {
namespace {

void appendEscaped(std::string& out, char c)
{
    switch (c) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        break;
    }
    if (static_cast<unsigned char>(c) < 0x20)
        out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    else
        out += c;
}

/// How many bytes at the front stand for themselves.
std::size_t plainLength(std::string_view text)
{
    const auto special = std::find_if(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7e || c == '"' ||
               c == '\\';
    });
    return static_cast<std::size_t>(special - text.begin());
}

/// A JSON string; bytes that are not UTF-8 become U+FFFD, one each.
void appendString(std::string& out, std::string_view text)
{
    out += '"';
    while (!text.empty()) {
        if (const std::size_t plain = plainLength(text); plain > 0) {
            out += text.substr(0, plain);
            text.remove_prefix(plain);
            continue;
        }
        const std::size_t length = utf8SequenceLength(text);
        if (length == 0)
            out += "\xEF\xBF\xBD";
        else if (length == 1)
            appendEscaped(out, text.front());
        else
            out += text.substr(0, length);
        text.remove_prefix(length == 0 ? 1 : length);
    }
    out += '"';
}

/// ,"name":"text"
void appendMember(std::string& out, std::string_view name, std::string_view text)
{
    out.append(",\"").append(name).append("\":");
    appendString(out, text);
}

void appendMember(std::string& out, std::string_view name, std::int64_t number)
{
    char digits[20];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    out.append(",\"").append(name).append("\":").append(digits, end);
}

/// ,"name":{...}
void appendSpliced(std::string& out, std::string_view name, std::string_view json)
{
    out.append(",\"").append(name).append("\":").append(json);
}

}  // namespace

void appendResource(std::string& out, const ResourceText& resource)
{
    out.append("{\"kind\":\"").append(info(resource.kind).name).append("\"");
    appendMember(out, "id", resource.id);
    if (!resource.project.empty())
        appendMember(out, "project", resource.project);
    appendMember(out, "name", resource.name);
    appendSpliced(out, "labels", resource.labels);
    appendMember(out, "generation", resource.generation);
    appendMember(out, "version", resource.version);
    appendMember(out, "owner", resource.owner);
    appendMember(out, "created", formatTimestamp(resource.created));
    if (resource.deleting)
        appendMember(out, "deleting", formatTimestamp(*resource.deleting));
    appendSpliced(out, "spec", resource.spec);
    appendSpliced(out, "status", resource.status);
    out += '}';
}

std::string formatLabels(const std::map<std::string, std::string>& labels)
{
    std::string out = "{";
    for (const auto& [key, value] : labels) {
        if (out.size() > 1)
            out += ',';
        appendString(out, key);
        out += ':';
        appendString(out, value);
    }
    return out + '}';
}

}  // namespace slipway
