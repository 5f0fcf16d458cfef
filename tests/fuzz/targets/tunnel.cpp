// SPDX-License-Identifier: GPL-3.0-or-later
// What comes through a tunnel into a pod: the frames of a WebSocket, and in its messages the channels of a
// node.
#include "net/tunnel/frame_reader.h"
#include "platform/engines/kubernetes/reach/channel_traffic.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

#include <string>

using namespace slipway;
using namespace slipway::fuzz;

namespace {

using Kind = net::FrameReader::Piece::Kind;

struct Reading {
    std::string data;      ///< For the connection's client.
    std::string controls;  ///< Control frames, each as a letter, its size and its content.
    std::size_t messages = 0;
    std::string error;  ///< Of the frames or the channels, else of the end.

    bool operator==(const Reading&) const = default;
};

/// Takes what there is; false when it cannot be read.
bool takeAll(net::FrameReader& frames, ChannelTraffic& traffic, std::string_view& waiting, Reading& reading)
{
    while (true) {
        const std::size_t before = waiting.size();
        const auto piece = frames.read(waiting);
        expect(waiting.size() <= before, "A reader takes what is there.");
        if (!piece) {
            reading.error = piece.error().message;
            return false;
        }
        if (!*piece)
            return true;
        const auto& [kind, part] = **piece;
        if (kind != Kind::Message) {
            expect(part.bytes.size() <= 125, "A control frame is small.");
            reading.controls += kind == Kind::Ping ? 'i' : kind == Kind::Pong ? 'o' : 'c';
            reading.controls += static_cast<char>(part.bytes.size());
            reading.controls += part.bytes;
            continue;
        }
        const auto data = traffic.take(part);
        if (!data) {
            reading.error = data.error().message;
            return false;
        }
        expect(data->size() <= part.bytes.size(), "A message holds its channel beside its bytes.");
        reading.data += *data;
        reading.messages += part.ends_message ? 1 : 0;
    }
}

Reading read(std::string_view input, Arrival arrival)
{
    net::FrameReader frames;
    ChannelTraffic traffic(8080, "the pod team/web");
    Reading reading;
    std::size_t taken = 0;
    std::size_t arrived = std::min(arrival.first, input.size());
    while (true) {
        std::string_view waiting = input.substr(taken, arrived - taken);
        if (!takeAll(frames, traffic, waiting, reading))
            return reading;
        taken = arrived - waiting.size();
        if (arrived == input.size())
            break;
        arrived = std::min(arrived + arrival.step, input.size());
    }
    if (const auto ended = traffic.end(); !ended)
        reading.error = ended.error().message;
    expect(reading.error.size() < 10'000, "A node's words are kept short.");
    return reading;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view input = asText(data, size);
    const Reading whole = read(input, {size, 1});
    forEveryArrival(input, [&](Arrival arrival) {
        expect(whole == read(input, arrival), "A tunnel reads the same however its bytes are cut.");
    });
    return 0;
}
