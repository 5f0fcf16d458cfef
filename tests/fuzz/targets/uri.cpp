// SPDX-License-Identifier: GPL-3.0-or-later
// Percent escapes, queries and URLs; also the paths of S3 addresses.
#include "core/uri.h"
#include "platform/objects/s3_request.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

using namespace slipway;
using namespace slipway::fuzz;

namespace {

void checkEscapes(std::string_view text)
{
    const auto decoded = percentDecode(text);
    if (decoded) {
        expect(decoded->find('\0') == std::string::npos, "No zero byte is decoded.");
        expect(percentDecode(percentEncode(*decoded)) == *decoded, "What is encoded decodes to itself.");
        expect(percentDecode(percentEncode(*decoded, Slash::Keep)) == *decoded,
               "What is encoded with slashes kept decodes to itself.");
    }
    if (text.find_first_of(std::string_view("%\0", 2)) == text.npos)
        expect(decoded == std::string(text), "A text without escapes stands for itself.");
}

void checkQuery(std::string_view text)
{
    const auto query = parseQuery(text);
    if (!query)
        return;
    expect(parseQuery(formatQuery(*query)) == *query, "A query reads back as it was written.");
    for (const auto& [key, value] : *query)
        expect(find(*query, key) != nullptr, "A parameter is found by its name.");
}

void checkUrl(std::string_view text)
{
    const auto url = Url::parse(text);
    if (!url)
        return;
    expect(!url->host.empty() && url->port != 0, "A URL has a host and a port.");
    expect(url->path.starts_with('/'), "A URL's path starts with a slash.");
    expect(url->host.find_first_of("/?#@ \r\n") == std::string::npos, "A host is a host alone.");
    const auto again = Url::parse(url->text());
    expect(again && again->scheme == url->scheme && again->host == url->host && again->port == url->port &&
               again->path == url->path && again->query == url->query,
           "A URL reads back as it was written.");
}

void checkS3Path(std::string_view text)
{
    const auto place = readPath(text);
    if (!place)
        return;
    const std::string written = '/' + percentEncode(place->bucket) +
                                (place->key.empty() ? "" : '/' + percentEncode(place->key, Slash::Keep));
    const auto again = readPath(written);
    expect(again && again->bucket == place->bucket && again->key == place->key,
           "A bucket and a key read back as they were written.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = asText(data, size);
    checkEscapes(text);
    checkQuery(text);
    checkUrl(text);
    checkS3Path(text);
    return 0;
}
