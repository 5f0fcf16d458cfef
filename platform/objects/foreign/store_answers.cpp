// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/foreign/store_answers.h"

#include "core/uri.h"
#include "platform/objects/s3_error.h"
#include "platform/objects/xml/xml_reader.h"
#include "platform/objects/xml/xml_response.h"

#include <algorithm>
#include <array>

namespace slipway {

namespace {

constexpr std::array<std::string_view, 7> key_elements{
    "Key", "Prefix", "Marker", "NextMarker", "StartAfter", "KeyMarker", "NextKeyMarker"};
constexpr std::array<std::string_view, 14> object_headers{"accept-ranges",
                                                          "cache-control",
                                                          "content-disposition",
                                                          "content-encoding",
                                                          "content-language",
                                                          "content-length",
                                                          "content-range",
                                                          "content-type",
                                                          "etag",
                                                          "expires",
                                                          "last-modified",
                                                          "x-amz-mp-parts-count",
                                                          "x-amz-checksum-type",
                                                          "x-amz-missing-meta"};

/// Stores write a space as '+', as forms do, and a plus as "%2B".
std::string decoded(std::string text)
{
    std::replace(text.begin(), text.end(), '+', ' ');
    return percentDecode(text).value_or(text);
}

class Rewriter {
public:
    Rewriter(const AnswerPlace& place, bool decodes) : place_(place), decodes_(decodes) {}

    std::string run(const XmlElement& root)
    {
        xml_.open(root.name, s3_namespace);
        writeChildren(root);
        xml_.close(root.name);
        return std::move(xml_).finish();
    }

private:
    void writeChildren(const XmlElement& parent)
    {
        for (const XmlElement& child : parent.children)
            writeElement(child);
    }

    void writeElement(const XmlElement& element)
    {
        if (element.name == "Owner" || element.name == "Initiator")
            return writeOwner(xml_, element.name, place_.project);
        if (element.name == "EncodingType" && !place_.url_encoded)
            return;
        if (element.children.empty())
            return xml_.text(element.name, textOf(element));
        xml_.open(element.name);
        writeChildren(element);
        xml_.close(element.name);
    }

    std::string textOf(const XmlElement& element) const
    {
        if (std::find(key_elements.begin(), key_elements.end(), element.name) != key_elements.end())
            return encoded(withoutPlace(plain(element.text)));
        if (element.name == "Delimiter")
            return encoded(plain(element.text));
        if (element.name == "Name" || element.name == "Bucket")
            return place_.project;
        if (element.name == "Location")
            return "/" + place_.project;
        return element.text;
    }

    std::string plain(const std::string& text) const { return decodes_ ? decoded(text) : text; }

    std::string withoutPlace(const std::string& key) const
    {
        return key.starts_with(place_.place) ? key.substr(place_.place.size()) : std::string();
    }

    std::string encoded(const std::string& text) const
    {
        return place_.url_encoded ? percentEncode(text, Slash::Keep) : text;
    }

    const AnswerPlace& place_;
    const bool decodes_;
    XmlWriter xml_;
};

}  // namespace

Result<std::string> rewriteAnswer(std::string_view xml, const AnswerPlace& place)
{
    while (!xml.empty() && (xml[0] == ' ' || xml[0] == '\n' || xml[0] == '\r'))
        xml.remove_prefix(1);  // Sent to keep the connection while the store was at work.
    const Result<XmlElement> root = parseXml(xml);
    if (!root || xml.find('\0') != xml.npos)
        return s3Fail("ServiceUnavailable", "The store behind this platform gave an answer that is no XML.");
    return Rewriter(place, root->childText("EncodingType") == "url").run(*root);
}

void takeObjectHeaders(const net::Headers& from, net::Headers& to)
{
    for (const auto& [name, value] : from.all()) {
        const std::string field = net::lowerCase(name);
        const bool ours =
            std::find(object_headers.begin(), object_headers.end(), field) != object_headers.end() ||
            field.starts_with("x-amz-meta-") || field.starts_with("x-amz-checksum-");
        if (ours)
            to.set(name, value);
    }
}

}  // namespace slipway
