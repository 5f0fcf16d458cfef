// SPDX-License-Identifier: GPL-3.0-or-later
// What a store answers to uploads; and any key in a listing as our own store writes it.
#include "core/s3/s3_xml.h"
#include "platform/objects/xml/xml_writer.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

using namespace slipway;
using namespace slipway::fuzz;

namespace {

void checkForeign(std::string_view xml)
{
    for (const s3::ObjectEntry& object : s3::readObjectPage(xml).value_or(s3::ObjectPage()).objects)
        expect(xml.find('\0') != xml.npos || object.key.find('\0') == std::string::npos,
               "No zero byte is made of a reference.");
    if (const auto page = s3::readPartPage(xml))
        s3::writeParts(page->parts);
    s3::readUploads(xml);
    s3::readUploadId(xml);
    s3::readProblem(xml);
}

void checkListing(std::string_view key)
{
    if (key.find('\0') != key.npos)
        return;
    XmlWriter xml;
    xml.open("ListBucketResult", s3_namespace);
    xml.open("Contents");
    xml.text("Key", key);
    xml.text("Size", "7");
    xml.text("ETag", "\"e\"");
    xml.close("Contents");
    xml.close("ListBucketResult");
    const auto page = s3::readObjectPage(std::move(xml).finish());
    expect(page && page->objects.size() == 1, "A listed object is read.");
    const s3::ObjectEntry& object = page->objects[0];
    expect(object.size_bytes == 7 && object.etag == "e", "A key is read as nothing else.");
    expect(object.key == key || object.key.find("\xef\xbf\xbd") != std::string::npos,
           "A key is read as our store lists it.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = asText(data, size);
    checkForeign(text);
    checkListing(text);
    return 0;
}
