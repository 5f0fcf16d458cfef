// SPDX-License-Identifier: GPL-3.0-or-later
// XML of S3's request bodies (multipart completion, deletion), and any text as our answers escape it.
#include "platform/objects/xml/xml_reader.h"
#include "platform/objects/xml/xml_writer.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

using namespace slipway;
using namespace slipway::fuzz;

namespace {

void write(XmlWriter& xml, const XmlElement& element)
{
    xml.open(element.name);
    for (const XmlElement& child : element.children)
        write(xml, child);
    xml.close(element.name);
}

bool sameShape(const XmlElement& a, const XmlElement& b)
{
    return a.name == b.name &&
           std::equal(a.children.begin(), a.children.end(), b.children.begin(), b.children.end(), sameShape);
}

int depthOf(const XmlElement& element)
{
    int deepest = 0;
    for (const XmlElement& child : element.children)
        deepest = std::max(deepest, depthOf(child));
    return deepest + 1;
}

void checkDocument(std::string_view text)
{
    const auto root = parseXml(text);
    if (!root) {
        expect(root.error().type == "MalformedXML", "A refusal has S3's code.");
        return;
    }
    expect(depthOf(*root) <= 17, "Elements are nested 16 deep at most.");
    for (const XmlElement& child : root->children)
        expect(root->child(child.name) != nullptr, "A child is found by its name.");
    XmlWriter xml;
    write(xml, *root);
    const auto again = parseXml(std::move(xml).finish());
    expect(again && sameShape(*again, *root), "Elements read back as they were written.");
}

void checkText(std::string_view text)
{
    XmlWriter xml;
    xml.text("Key", text);
    const auto root = parseXml(std::move(xml).finish());
    if (text.find('\0') != text.npos)
        return;
    expect(root && root->name == "Key" && root->children.empty(), "A text stays a text.");
    XmlWriter again;
    again.text("Key", root->text);
    expect(parseXml(std::move(again).finish()).value().text == root->text,
           "A text reads back as it was written.");
    expect(root->text == text || root->text.find("\xef\xbf\xbd") != std::string::npos,
           "Only broken text is changed.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = asText(data, size);
    checkDocument(text);
    checkText(text);
    return 0;
}
