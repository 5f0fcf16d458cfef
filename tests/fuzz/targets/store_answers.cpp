// SPDX-License-Identifier: GPL-3.0-or-later
// What a store of somebody else answers, and the file with its key: every input is read as each.
#include "platform/objects/foreign/store_answers.h"
#include "platform/objects/foreign/store_credentials.h"
#include "platform/objects/foreign/store_error.h"
#include "platform/objects/xml/xml_reader.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

using namespace slipway;
using namespace slipway::fuzz;

namespace {

void checkKeys(const XmlElement& element)
{
    if (element.name == "Key" && element.children.empty())
        expect(!element.text.starts_with("pre/p1/"), "No key tells where it lies.");
    for (const XmlElement& child : element.children)
        checkKeys(child);
}

void checkRewritten(std::string_view xml)
{
    for (const bool encoded : {false, true}) {
        const auto rewritten = rewriteAnswer(xml, {"p1", "pre/p1/", encoded});
        if (!rewritten) {
            expect(!rewritten.error().message.empty(), "A refusal says why.");
            continue;
        }
        const auto read = parseXml(*rewritten);
        expect(read.has_value(), "What is rewritten can be read.");
        if (xml.find("pre/p1/pre") == xml.npos && xml.find('%') == xml.npos && xml.find('&') == xml.npos)
            checkKeys(*read);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = asText(data, size);
    checkRewritten(text);
    const auto credentials = parseStoreCredentials(text);
    if (credentials)
        expect(credentials->secret_key.find_first_of(" \r\n") == std::string::npos &&
                   !credentials->access_key.empty(),
               "A key can stand in a header.");
    for (const int status : {200, 301, 400, 403, 404, 412, 503}) {
        net::FetchResponse answer;
        answer.status = status;
        answer.body = text;
        const Error error = storeError({"https://s3.example.org", "bucket", "us-east-1", "AK"}, answer);
        expect(!error.message.empty() && !error.type.empty(), "Every problem has a sentence and a type.");
        expect(answerFor(error).type != store_refuses, "Nobody outside is told of the platform's own key.");
    }
    return 0;
}
