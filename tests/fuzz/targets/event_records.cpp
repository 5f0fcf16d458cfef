// SPDX-License-Identifier: GPL-3.0-or-later
// TensorBoard's event files: the input as a whole file, as one payload in a frame, and as payloads with
// damage.
#include "core/events/event_record.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

#include <bit>

using namespace slipway;
using namespace slipway::fuzz;
using namespace slipway::events;

namespace {

struct Reading {
    std::vector<ScalarPoint> points;
    std::uint64_t skipped = 0;
    bool broken = false;
};

bool sameNumber(double a, double b)
{
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

bool samePoint(const ScalarPoint& a, const ScalarPoint& b)
{
    return a.tag == b.tag && a.step == b.step && sameNumber(a.wall_time, b.wall_time) &&
           sameNumber(a.value, b.value);
}

bool same(const Reading& a, const Reading& b)
{
    return a.skipped == b.skipped && a.broken == b.broken &&
           std::equal(a.points.begin(), a.points.end(), b.points.begin(), b.points.end(), samePoint);
}

Reading read(std::string_view file, Arrival arrival)
{
    Reading reading;
    EventReader reader;
    reader.feed(file.substr(0, arrival.first), reading.points);
    for (std::size_t at = std::min(arrival.first, file.size()); at < file.size(); at += arrival.step)
        reader.feed(file.substr(at, arrival.step), reading.points);
    reading.skipped = reader.skippedRecords();
    reading.broken = reader.broken();
    return reading;
}

Reading checkFile(std::string_view file)
{
    const Reading whole = read(file, {file.size(), 1});
    forEveryArrival(file, [&](Arrival arrival) {
        expect(same(whole, read(file, arrival)), "A file reads the same however it is cut.");
    });
    return whole;
}

void checkFrame(std::string_view payload)
{
    const std::string framed = frameRecord(payload);
    const CutResult cut = cutRecord(framed);
    expect(cut.record && cut.record->payload == payload && cut.record->size_bytes == framed.size(),
           "A record reads back as it was framed.");
    for (std::size_t size = 0; size < std::min<std::size_t>(framed.size(), 32); ++size) {
        const CutResult part = cutRecord(std::string_view(framed).substr(0, size));
        expect(!part.record && !part.error, "A record that is not whole is waited for.");
    }
    std::string damaged = framed;
    damaged[12 + somePlace(payload)] ^= 1;
    const CutResult bad = cutRecord(damaged);
    expect(!bad.record && bad.error && bad.skip_bytes == framed.size(), "A damaged record can be skipped.");
    const auto event = decodeEvent(payload);
    const Reading reading = checkFile(damaged + framed);
    expect(!reading.broken && reading.skipped == (event ? 1u : 2u), "What cannot be read is counted.");
    expect(reading.points.size() == (event ? event->scalars.size() : 0), "Every point is kept.");
}

/// The scalars of an event, written by us and read again.
void checkScalars(std::string_view payload)
{
    const auto event = decodeEvent(payload);
    if (!event)
        return;
    std::vector<std::pair<std::string, float>> values;
    for (const ScalarPoint& point : event->scalars)
        values.emplace_back(point.tag, static_cast<float>(point.value));
    const auto again = decodeEvent(encodeScalars(event->wall_time, event->step, values));
    expect(again && again->scalars.size() == values.size(), "Scalars read back as they were written.");
    for (std::size_t i = 0; i < values.size(); ++i) {
        const ScalarPoint& point = again->scalars[i];
        expect(point.tag == values[i].first && point.step == event->step &&
                   sameNumber(point.wall_time, event->wall_time) &&
                   sameNumber(point.value, static_cast<double>(values[i].second)),
               "A scalar reads back as it was written.");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = asText(data, size);
    checkFile(text);
    checkFrame(text);
    checkScalars(text);
    return 0;
}
