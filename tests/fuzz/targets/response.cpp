// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP responses as the server reads them from runners and notebooks.
#include "net/dial/response_parser.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

using namespace slipway;
using namespace slipway::fuzz;

namespace {

using net::ResponseParser;

struct Reading {
    bool failed = false;  ///< Refused, or not whole when the connection ended.
    bool done = false;    ///< Before the end of the connection was known.
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::size_t taken = 0;

    bool operator==(const Reading&) const = default;
};

Reading failedReading()
{
    Reading reading;
    reading.failed = true;
    return reading;
}

/// Reads one response from bytes that arrive so, after which the other end closes.
Reading read(ResponseParser::ForMethod method, std::string_view input, Arrival arrival)
{
    Reading reading;
    ResponseParser parser(method);
    std::size_t arrived = std::min(arrival.first, input.size());
    while (!parser.isDone()) {
        const std::string_view waiting = input.substr(reading.taken, arrived - reading.taken);
        const auto taken = parser.read(waiting, reading.body);
        if (!taken)
            return failedReading();
        expect(*taken <= waiting.size(), "A parser takes what is there.");
        reading.taken += *taken;
        if (*taken > 0)
            continue;
        if (arrived == input.size())
            break;
        arrived = std::min(arrived + arrival.step, input.size());
    }
    reading.done = parser.isDone();
    if (!reading.done && !parser.readEnd())
        return failedReading();
    reading.status = parser.response().status;
    reading.headers = parser.response().headers.all();
    return reading;
}

void checkHead(const Reading& reading)
{
    expect(reading.status >= 101 && reading.status <= 999,
           "A status has three digits and is no interim one.");
    for (const auto& [name, value] : reading.headers) {
        expect(name.find_first_of(": \t\r\n") == std::string::npos && !name.empty(), "A field has a name.");
        expect(value.find_first_of(std::string_view("\0\r\n", 3)) == std::string::npos,
               "A field's value is one line.");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view input = asText(data, size);
    for (const auto method : {ResponseParser::ForMethod::Other, ResponseParser::ForMethod::Head}) {
        const Reading whole = read(method, input, {size, 1});
        if (!whole.failed)
            checkHead(whole);
        if (method == ResponseParser::ForMethod::Head)
            expect(whole.body.empty(), "The answer to HEAD has no body.");
        forEveryArrival(input, [&](Arrival arrival) {
            expect(whole == read(method, input, arrival), "A response reads the same however it is cut.");
        });
    }
    return 0;
}
