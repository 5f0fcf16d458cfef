// SPDX-License-Identifier: GPL-3.0-or-later
// The small texts of core: times, durations, sizes, names, hexadecimal and base64.
#include "core/bytes.h"
#include "core/hash.h"
#include "core/ids.h"
#include "core/time.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

using namespace slipway;
using namespace slipway::fuzz;

namespace {

void checkTimes(std::string_view text)
{
    if (const auto time = parseTimestamp(text))
        expect(parseTimestamp(formatTimestamp(*time)) == *time, "A time reads back as it was written.");
    if (const auto duration = parseDuration(text)) {
        expect(duration->count() >= 0, "A duration is not negative.");
        expect(parseDuration(formatDuration(*duration)) == *duration,
               "A duration reads back as it was written.");
    }
}

void checkSizes(std::string_view text)
{
    const auto size = Bytes::parse(text);
    if (!size)
        return;
    expect(Bytes::parse(std::to_string(size->count())) == *size, "A size reads back as a number.");
    // What is rounded up to 16 EiB does not fit.
    expect(Bytes::parse(size->text()).has_value() || size->count() > (1ull << 63),
           "A size reads back as people read it.");
}

void checkName(std::string_view text)
{
    if (!slipway::checkName(text, "name"))
        return;
    expect(!text.empty() && text.size() <= 63, "A name has 1 to 63 characters.");
    expect(text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == text.npos,
           "A name needs no escape in a path, a host or a shell.");
}

void checkEncodings(std::string_view text)
{
    expect(unhex(hex(text)) == std::string(text), "Bytes come back from hexadecimal.");
    expect(unbase64(base64(text)) == std::string(text), "Bytes come back from base64.");
    if (const auto bytes = unbase64(text))
        expect(base64(*bytes) == text, "Bytes have one base64 text.");
    if (const auto bytes = unhex(text))
        expect(bytes->size() * 2 == text.size(), "Two digits are one byte.");
}

void checkHashes(std::string_view text)
{
    const std::string_view front = text.substr(0, somePlace(text));
    const std::string_view back = text.substr(front.size());
    expect(crc32c(back, crc32c(front)) == crc32c(text), "CRC-32C goes on from where it was.");
    expect(crc32(back, crc32(front)) == crc32(text), "CRC-32 goes on from where it was.");
    Sha256 pieces;
    pieces.update(front);
    pieces.update(back);
    expect(pieces.finish() == sha256(text), "SHA-256 is the same in pieces.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = asText(data, size);
    checkTimes(text);
    checkSizes(text);
    checkName(text);
    checkEncodings(text);
    checkHashes(text);
    return 0;
}
