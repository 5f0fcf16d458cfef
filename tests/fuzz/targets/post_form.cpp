// SPDX-License-Identifier: GPL-3.0-or-later
// Forms that upload a file, their policies, and the names that segments have; and contents put into a form.
#include "core/segments/post_ways.h"
#include "core/segments/segment_name.h"
#include "platform/objects/post/form_parser.h"
#include "platform/objects/post/post_conditions.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

using namespace slipway;
using namespace slipway::fuzz;

namespace {

struct Reading {
    std::string error;  ///< Empty when the form is whole.
    sigv4::FormFields fields;
    std::string file_name;
    std::string file;

    bool operator==(const Reading&) const = default;
};

Reading read(std::string_view body, Arrival arrival)
{
    Reading reading;
    FormParser parser = FormParser::create("multipart/form-data; boundary=b").value();
    const FormParser::Sink sink = [&](std::string_view bytes) {
        expect(!bytes.empty(), "Nobody is given nothing.");
        reading.file += bytes;
        return Result<void>();
    };
    Result<void> fed = parser.feed(body.substr(0, arrival.first), sink);
    for (std::size_t at = std::min(arrival.first, body.size()); fed && at < body.size(); at += arrival.step)
        fed = parser.feed(body.substr(at, arrival.step), sink);
    if (fed)
        fed = parser.finish();
    if (!fed)
        reading.error = fed.error().type;
    reading.fields = parser.fields();
    reading.file_name = parser.fileName();
    return reading;
}

void checkForeign(std::string_view body)
{
    const Reading whole = read(body, {body.size(), 1});
    forEveryArrival(body, [&](Arrival arrival) {
        const Reading other = read(body, arrival);
        expect(whole.error == other.error && whole.fields == other.fields,
               "A form reads the same however it is cut.");
        expect(!whole.error.empty() || whole == other, "So does its file.");
    });
}

void checkOurs(std::string_view content)
{
    if (content.find("\r\n--b") != std::string_view::npos)
        return;
    std::string body = "--b\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nk\r\n"
                       "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n";
    body.append(content).append("\r\n--b--\r\n");
    const Reading reading = read(body, {body.size(), 1});
    expect(reading.error.empty() && reading.file == content, "What was put into a form comes out.");
}

void checkTexts(std::string_view text)
{
    (void)FormParser::create(text);
    if (const auto conditions = parsePostConditions(text)) {
        const auto checked = checkPost(*conditions, {{"key", std::string(text)}}, "b", conditions->expires);
        expect(!checked, "No form is taken when it is too late.");
    }
    if (const auto segment = parseSegmentName(text))
        expect(formatSegmentName(*segment) == text, "A segment has one name.");
    if (const auto ways = parsePostWays(text))
        expect(parsePostWays(formatPostWays(*ways)) == *ways, "Ways to post are read as they are written.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = asText(data, size);
    checkForeign(text);
    checkOurs(text);
    checkTexts(text);
    return 0;
}
