// SPDX-License-Identifier: GPL-3.0-or-later
// Server-sent events, as the watch's reader takes them.
#include "client/follow/event_stream_parser.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

using namespace slipway;
using namespace slipway::fuzz;

namespace {

std::vector<ServerEvent> read(std::string_view stream, Arrival arrival)
{
    std::vector<ServerEvent> events;
    EventStreamParser parser;
    bool readable = parser.feed(stream.substr(0, arrival.first), events);
    for (std::size_t at = std::min(arrival.first, stream.size()); at < stream.size(); at += arrival.step)
        readable = parser.feed(stream.substr(at, arrival.step), events) && readable;
    expect(readable, "A short stream is readable.");
    return events;
}

bool same(const std::vector<ServerEvent>& a, const std::vector<ServerEvent>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const ServerEvent& x, const ServerEvent& y) {
        return x.event == y.event && x.id == y.id && x.data == y.data;
    });
}

std::string write(const std::vector<ServerEvent>& events)
{
    std::string stream;
    for (const ServerEvent& event : events) {
        stream += "event: " + event.event + "\nid: " + event.id + "\n";
        for (std::size_t begin = 0; begin <= event.data.size();) {
            const std::size_t end = std::min(event.data.find('\n', begin), event.data.size());
            stream += "data: " + event.data.substr(begin, end - begin) + "\n";
            begin = end + 1;
        }
        stream += "\n";
    }
    return stream;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view stream = asText(data, size);
    const auto whole = read(stream, {size, 1});
    forEveryArrival(stream, [&](Arrival arrival) {
        expect(same(whole, read(stream, arrival)), "A stream reads the same however it is cut.");
    });
    const std::string written = write(whole);
    expect(same(whole, read(written, {written.size(), 1})), "Events read back as they were written.");
    return 0;
}
