// SPDX-License-Identifier: GPL-3.0-or-later
// Bodies in aws-chunked form, read under every rule; and contents in chunks that were signed, then damaged.
#include "platform/objects/payload/aws_chunked.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

#include <fmt/format.h>

using namespace slipway;
using namespace slipway::fuzz;

namespace {

enum class Chunks { Plain, Signed };
enum class Trailers { None, Some };

AwsChunked::Rules rulesFor(Chunks chunks, Trailers trailers)
{
    AwsChunked::Rules rules;
    rules.is_signed = chunks == Chunks::Signed;
    rules.has_trailers = trailers == Trailers::Some;
    rules.secret_key = "a-secret-of-nobody";
    rules.claim.access_key = "SLIPEXAMPLEEXAMPLE00";
    rules.claim.date = "20270115";
    rules.claim.region = "us-east-1";
    rules.claim.service = "s3";
    rules.claim.time = Timestamp(std::chrono::seconds(1'800'000'000));
    rules.claim.signature = std::string(64, '0');
    return rules;
}

struct Reading {
    std::string error;  ///< Empty when the body is whole.
    std::string content;
    std::vector<std::pair<std::string, std::string>> trailers;

    bool operator==(const Reading&) const = default;
};

Reading read(const AwsChunked::Rules& rules, std::string_view body, Arrival arrival)
{
    Reading reading;
    AwsChunked chunked(rules);
    const AwsChunked::Sink sink = [&](std::string_view bytes) {
        expect(!bytes.empty(), "Nobody is given nothing.");
        reading.content += bytes;
        return Result<void>();
    };
    Result<void> fed = chunked.feed(body.substr(0, arrival.first), sink);
    for (std::size_t at = std::min(arrival.first, body.size()); fed && at < body.size(); at += arrival.step)
        fed = chunked.feed(body.substr(at, arrival.step), sink);
    if (fed)
        fed = chunked.finish();
    if (!fed)
        reading.error = fed.error().type;
    reading.trailers = chunked.trailers();
    return reading;
}

/// `content` in chunks that end where its lines do, each signed.
std::string signedBody(const AwsChunked::Rules& rules, std::string_view content)
{
    std::string body;
    std::string previous = rules.claim.signature;
    const auto append = [&](std::string_view chunk) {
        previous = sigv4::chunkSignature(rules.claim, rules.secret_key, previous, chunk);
        body += fmt::format("{:x};chunk-signature={}\r\n", chunk.size(), previous);
    };
    while (!content.empty()) {
        const std::string_view chunk =
            content.substr(0, std::min(content.find('\n'), content.size() - 1) + 1);
        append(chunk);
        body.append(chunk).append("\r\n");
        content.remove_prefix(chunk.size());
    }
    append({});
    return body + "\r\n";
}

void checkForeign(std::string_view body)
{
    for (const Chunks chunks : {Chunks::Plain, Chunks::Signed}) {
        for (const Trailers trailers : {Trailers::None, Trailers::Some}) {
            const AwsChunked::Rules rules = rulesFor(chunks, trailers);
            const Reading whole = read(rules, body, {body.size(), 1});
            expect(trailers == Trailers::Some || whole.trailers.empty(), "Only announced trailers are read.");
            forEveryArrival(body, [&](Arrival arrival) {
                expect(whole == read(rules, body, arrival), "A body reads the same however it is cut.");
            });
        }
    }
}

void checkSigned(std::string_view content)
{
    const AwsChunked::Rules rules = rulesFor(Chunks::Signed, Trailers::None);
    std::string body = signedBody(rules, content);
    const Reading whole = read(rules, body, {body.size(), 1});
    expect(whole.error.empty() && whole.content == content, "What was signed is read.");
    body[somePlace(content) * 31 % body.size()] ^= 1;
    const Reading damaged = read(rules, body, {body.size(), 1});
    expect(content.starts_with(damaged.content), "Nothing is read that was not signed.");
    expect(!damaged.error.empty() || damaged.content == content,
           "A damaged body is not taken for a whole one.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = asText(data, size);
    checkForeign(text);
    checkSigned(text.substr(0, 512));
    return 0;
}
