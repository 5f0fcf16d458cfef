// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/s3/s3_xml.h"

#include <fmt/format.h>

#include <charconv>

namespace slipway::s3 {
namespace {

/// The character that an entity such as "amp" or "#x41" stands for, as UTF-8; empty when it is none that a
/// key can hold.
std::string decodeEntity(std::string_view entity)
{
    if (entity == "amp")
        return "&";
    if (entity == "lt")
        return "<";
    if (entity == "gt")
        return ">";
    if (entity == "quot")
        return "\"";
    if (entity == "apos")
        return "'";
    if (!entity.starts_with('#'))
        return {};
    entity.remove_prefix(1);
    const bool hexadecimal = entity.starts_with('x');
    if (hexadecimal)
        entity.remove_prefix(1);
    std::uint32_t code = 0;
    const char* end = entity.data() + entity.size();
    if (std::from_chars(entity.data(), end, code, hexadecimal ? 16 : 10).ptr != end || code == 0 ||
        code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return {};
    if (code < 0x80)
        return {static_cast<char>(code)};
    if (code < 0x800)
        return {static_cast<char>(0xC0 | (code >> 6)), static_cast<char>(0x80 | (code & 0x3F))};
    if (code < 0x10000)
        return {static_cast<char>(0xE0 | (code >> 12)), static_cast<char>(0x80 | ((code >> 6) & 0x3F)),
                static_cast<char>(0x80 | (code & 0x3F))};
    return {static_cast<char>(0xF0 | (code >> 18)), static_cast<char>(0x80 | ((code >> 12) & 0x3F)),
            static_cast<char>(0x80 | ((code >> 6) & 0x3F)), static_cast<char>(0x80 | (code & 0x3F))};
}

std::string decodeText(std::string_view text)
{
    std::string decoded;
    while (!text.empty()) {
        const auto ampersand = text.find('&');
        decoded += text.substr(0, ampersand);
        if (ampersand == std::string_view::npos)
            break;
        text.remove_prefix(ampersand + 1);
        const auto end = text.find(';');
        if (end == std::string_view::npos)
            break;
        decoded += decodeEntity(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    return decoded;
}

/// The inside of the first element `name` in `xml`, which is cut to what follows it; nothing when there is
/// none. Enough for S3's answers, where no element holds another of its own name.
bool takeElement(std::string_view& xml, std::string_view name, std::string_view& inside)
{
    std::size_t at = 0;
    while ((at = xml.find(fmt::format("<{}", name), at)) != std::string_view::npos) {
        const std::size_t after_name = at + 1 + name.size();
        const auto open_end = xml.find('>', after_name);
        if (open_end == std::string_view::npos)
            return false;
        const char next = xml[after_name];
        if (next != '>' && next != '/' && next != ' ' && next != '\t' && next != '\r' && next != '\n') {
            at = after_name;
            continue;
        }
        if (xml[open_end - 1] == '/') {
            inside = {};
            xml.remove_prefix(open_end + 1);
            return true;
        }
        const std::string closing = fmt::format("</{}>", name);
        const auto close = xml.find(closing, open_end);
        if (close == std::string_view::npos)
            return false;
        inside = xml.substr(open_end + 1, close - open_end - 1);
        xml.remove_prefix(close + closing.size());
        return true;
    }
    return false;
}

std::string element(std::string_view xml, std::string_view name)
{
    std::string_view inside;
    return takeElement(xml, name, inside) ? decodeText(inside) : std::string();
}

template <class T>
T number(std::string_view xml, std::string_view name)
{
    const std::string text = element(xml, name);
    T value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::string etag(std::string_view xml)
{
    std::string tag = element(xml, "ETag");
    std::erase(tag, '"');
    return tag;
}

std::optional<Timestamp> time(std::string_view xml, std::string_view name)
{
    const Result<Timestamp> read = parseTimestamp(element(xml, name));
    return read ? std::optional(*read) : std::nullopt;
}

/// The inside of the document's root element, which must be `name`.
Result<std::string_view> root(std::string_view xml, std::string_view name)
{
    std::string_view inside;
    if (!takeElement(xml, name, inside))
        return fail(
            ErrorCode::DataLoss,
            fmt::format("The store's answer is no {} document. Check that its address is that of an S3 "
                        "endpoint.",
                        name),
            "bad-answer");
    return inside;
}

}  // namespace

Result<ObjectPage> readObjectPage(std::string_view xml)
{
    auto inside = root(xml, "ListBucketResult");
    if (!inside)
        return propagate(inside);
    ObjectPage page;
    page.next_token = element(*inside, "NextContinuationToken");
    std::string_view entry;
    while (takeElement(*inside, "Contents", entry))
        page.objects.push_back({element(entry, "Key"), number<std::uint64_t>(entry, "Size"), etag(entry),
                                time(entry, "LastModified")});
    return page;
}

Result<PartPage> readPartPage(std::string_view xml)
{
    auto inside = root(xml, "ListPartsResult");
    if (!inside)
        return propagate(inside);
    PartPage page;
    if (element(*inside, "IsTruncated") == "true")
        page.next_marker = element(*inside, "NextPartNumberMarker");
    std::string_view entry;
    while (takeElement(*inside, "Part", entry))
        page.parts.push_back(
            {number<int>(entry, "PartNumber"), number<std::uint64_t>(entry, "Size"), etag(entry)});
    return page;
}

Result<std::vector<UploadEntry>> readUploads(std::string_view xml)
{
    auto inside = root(xml, "ListMultipartUploadsResult");
    if (!inside)
        return propagate(inside);
    std::vector<UploadEntry> uploads;
    std::string_view entry;
    while (takeElement(*inside, "Upload", entry))
        uploads.push_back({element(entry, "Key"), element(entry, "UploadId")});
    return uploads;
}

Result<std::string> readUploadId(std::string_view xml)
{
    const auto inside = root(xml, "InitiateMultipartUploadResult");
    if (!inside)
        return propagate(inside);
    return element(*inside, "UploadId");
}

std::string writeParts(const std::vector<PartEntry>& parts)
{
    std::string xml = "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">";
    for (const PartEntry& part : parts)
        xml += fmt::format("<Part><PartNumber>{}</PartNumber><ETag>\"{}\"</ETag></Part>", part.number,
                           part.etag);
    return xml + "</CompleteMultipartUpload>";
}

Problem readProblem(std::string_view xml)
{
    std::string_view inside;
    if (!takeElement(xml, "Error", inside))
        return {};
    return {element(inside, "Code"), element(inside, "Message")};
}

}  // namespace slipway::s3
