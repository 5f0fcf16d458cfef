// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP requests as the server reads them: head, then a body of either framing.
#include "net/serve/request_parser.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

#include <charconv>
#include <optional>

using namespace slipway;
using namespace slipway::fuzz;

namespace {

constexpr std::size_t max_header_bytes = 1024;
constexpr std::size_t body_piece_bytes = 256;

struct Reading {
    enum class End { Refused, Incomplete, Done };
    End end = End::Incomplete;
    bool has_head = false;
    net::RequestHead head;
    std::optional<std::uint64_t> length;
    std::string body;
    std::size_t head_bytes = 0;
    std::size_t taken = 0;
};

/// Reads one request as a session does, from bytes that arrive so.
Reading read(std::string_view input, Arrival arrival)
{
    Reading reading;
    net::RequestParser parser(max_header_bytes);
    std::size_t arrived = std::min(arrival.first, input.size());
    while (true) {
        const std::string_view waiting = input.substr(reading.taken, arrived - reading.taken);
        const auto taken = reading.has_head ? parser.readBody(waiting, reading.body, body_piece_bytes)
                                            : parser.readHead(waiting);
        if (!taken) {
            expect(taken.error().status >= 400 && taken.error().status < 600, "A refusal is an error.");
            expect(!taken.error().detail.empty(), "A refusal says why.");
            reading.end = Reading::End::Refused;
            return reading;
        }
        expect(*taken <= waiting.size(), "A parser takes what is there.");
        reading.taken += *taken;
        if (!reading.has_head && *taken > 0) {
            reading.has_head = true;
            reading.head_bytes = *taken;
            reading.head = parser.head();
            reading.length = parser.contentLength();
        }
        if (reading.has_head && parser.isDone()) {
            reading.end = Reading::End::Done;
            return reading;
        }
        if (*taken > 0)
            continue;
        if (arrived == input.size())
            return reading;
        arrived = std::min(arrived + arrival.step, input.size());
    }
}

/// A body in chunks as RFC 9112, section 7.1 has it, read the plainest way.
struct Chunks {
    std::string body;
    std::size_t taken = 0;
};
std::optional<Chunks> readChunks(std::string_view text)
{
    Chunks chunks;
    const auto line = [&]() -> std::optional<std::string_view> {
        const std::size_t end = text.find("\r\n", chunks.taken);
        if (end == text.npos)
            return std::nullopt;
        const std::string_view found = text.substr(chunks.taken, end - chunks.taken);
        chunks.taken = end + 2;
        return found;
    };
    std::uint64_t size = 0;
    do {
        const auto head = line();
        if (!head)
            return std::nullopt;
        const auto read = std::from_chars(head->data(), head->data() + head->size(), size, 16);
        const std::string_view rest = head->substr(static_cast<std::size_t>(read.ptr - head->data()));
        if (read.ec != std::errc() || (!rest.empty() && std::string_view("; \t").find(rest[0]) == rest.npos))
            return std::nullopt;
        if (size > text.size() - chunks.taken)
            return std::nullopt;
        chunks.body += text.substr(chunks.taken, size);
        chunks.taken += size;
        if (size > 0 && line() != "")
            return std::nullopt;
    } while (size > 0);
    for (auto trailer = line(); trailer != ""; trailer = line()) {
        if (!trailer)
            return std::nullopt;
    }
    return chunks;
}

bool isToken(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return c > 0x20 && c < 0x7f && std::string_view("()<>@,;:\\\"/[]?={}").find(c) == std::string::npos;
    });
}

std::size_t count(const net::Headers& headers, std::string_view name)
{
    net::Headers rest;
    std::size_t found = 0;
    for (const auto& [field, value] : headers.all()) {
        net::Headers one;
        one.add(field, value);
        found += one.find(name) ? 1 : 0;
    }
    return found;
}

void checkHead(const net::RequestHead& head)
{
    expect(isToken(head.method), "A method is a token.");
    expect(head.path.starts_with('/'), "A path starts with a slash.");
    expect(head.path.find_first_of("?# \t\r\n") == std::string::npos, "A path is a path alone.");
    for (const auto& [name, value] : head.headers.all()) {
        expect(isToken(name), "A field's name is a token.");
        expect(value.find_first_of(std::string_view("\0\r\n", 3)) == std::string::npos,
               "A field's value is one line.");
        expect(value.empty() || (value.front() != ' ' && value.back() != ' '),
               "A value has no space around it.");
    }
    expect(count(head.headers, "host") <= 1, "A request is for one host.");
    expect(count(head.headers, "content-length") + count(head.headers, "transfer-encoding") <= 1,
           "A head never says two lengths.");
    for (const auto& [key, value] : head.query)
        expect((key + value).find('\0') == std::string::npos, "A query holds no zero byte.");
}

/// What was read whole is what the head announced, and nothing more.
void checkBody(const Reading& reading, std::string_view input)
{
    const std::string_view rest = input.substr(reading.head_bytes);
    if (count(reading.head.headers, "transfer-encoding") == 1) {
        const auto chunks = readChunks(rest);
        expect(chunks.has_value(), "Only what is chunked is read as chunks.");
        expect(chunks->body == reading.body, "The chunks' content is the body.");
        expect(chunks->taken == reading.taken - reading.head_bytes, "A chunked body ends where it ends.");
        return;
    }
    expect(reading.body == rest.substr(0, reading.length.value_or(0)), "The body is as long as it says.");
    expect(reading.body.size() == reading.length.value_or(0), "The body is whole.");
}

bool same(const Reading& a, const Reading& b)
{
    if (a.end != b.end || a.has_head != b.has_head)
        return false;
    if (a.has_head && (a.head.method != b.head.method || a.head.target != b.head.target ||
                       a.head.headers.all() != b.head.headers.all() || a.head_bytes != b.head_bytes))
        return false;
    // The last bytes of a body that goes on may wait for more of it.
    if (a.end == Reading::End::Incomplete)
        return a.body.starts_with(b.body) || b.body.starts_with(a.body);
    return a.end == Reading::End::Refused || (a.body == b.body && a.taken == b.taken);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view input = asText(data, size);
    const Reading whole = read(input, {size, 1});
    if (whole.has_head)
        checkHead(whole.head);
    if (whole.end == Reading::End::Done)
        checkBody(whole, input);
    // Between chunks, fewer bytes than the shortest rest of a body are not looked at yet.
    const std::string longer = std::string(input) + "0\r\n\r\n";
    forEveryArrival(input, [&](Arrival arrival) {
        Reading cut = read(input, arrival);
        if (whole.end == Reading::End::Refused && cut.end == Reading::End::Incomplete)
            cut = read(longer, arrival);
        expect(same(whole, cut), "A request reads the same however it is cut.");
    });
    return 0;
}
