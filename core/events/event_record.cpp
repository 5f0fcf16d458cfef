// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/event_record.h"

#include "core/hash.h"

#include <protozero/pbf_writer.hpp>

namespace slipway::events {
namespace {

constexpr std::size_t header_bytes = 12;
constexpr std::size_t footer_bytes = 4;

/// Checksums are stored rotated and shifted, so that a checksum over checksums stays meaningful.
std::uint32_t maskedChecksum(std::string_view bytes)
{
    const std::uint32_t crc = crc32c(bytes);
    return ((crc >> 15) | (crc << 17)) + 0xa282ead8u;
}

template <class Number>
Number readLittleEndian(std::string_view bytes)
{
    Number value = 0;
    for (std::size_t i = sizeof(Number); i-- > 0;)
        value = static_cast<Number>(value << 8) | static_cast<unsigned char>(bytes[i]);
    return value;
}

template <class Number>
void appendLittleEndian(std::string& out, Number value)
{
    for (std::size_t i = 0; i < sizeof(Number); ++i)
        out += static_cast<char>(value >> (8 * i) & 0xFF);
}

Error damaged(std::string message, std::string type)
{
    return Error{ErrorCode::DataLoss, std::move(message), std::move(type), {}};
}

}  // namespace

CutResult cutRecord(std::string_view bytes)
{
    CutResult cut;
    if (bytes.size() < header_bytes)
        return cut;
    const auto length = readLittleEndian<std::uint64_t>(bytes);
    if (maskedChecksum(bytes.substr(0, 8)) != readLittleEndian<std::uint32_t>(bytes.substr(8))) {
        cut.error =
            damaged("The length of a record is damaged; the rest of the file cannot be read.", "bad-length");
        return cut;
    }
    if (length > max_record_bytes) {
        cut.error =
            damaged("A record is longer than 256 MiB; the rest of the file is not read.", "bad-length");
        return cut;
    }
    const std::uint64_t size = header_bytes + length + footer_bytes;
    if (bytes.size() < size)
        return cut;
    const std::string_view payload = bytes.substr(header_bytes, length);
    if (maskedChecksum(payload) != readLittleEndian<std::uint32_t>(bytes.substr(header_bytes + length))) {
        cut.error = damaged("A record is damaged and was skipped.", "bad-payload");
        cut.skip_bytes = size;
        return cut;
    }
    cut.record = Record{payload, size};
    return cut;
}

std::string frameRecord(std::string_view payload)
{
    std::string out;
    out.reserve(header_bytes + payload.size() + footer_bytes);
    appendLittleEndian<std::uint64_t>(out, payload.size());
    appendLittleEndian(out, maskedChecksum(out));
    out += payload;
    appendLittleEndian(out, maskedChecksum(payload));
    return out;
}

std::string encodeFileVersion(double wall_time)
{
    std::string payload;
    protozero::pbf_writer event(payload);
    event.add_double(1, wall_time);
    event.add_string(3, "brain.Event:2");
    return payload;
}

std::string encodeScalars(double wall_time, std::int64_t step,
                          const std::vector<std::pair<std::string, float>>& values)
{
    std::string payload;
    protozero::pbf_writer event(payload);
    event.add_double(1, wall_time);
    event.add_int64(2, step);
    protozero::pbf_writer summary(event, 5);
    for (const auto& [tag, number] : values) {
        protozero::pbf_writer value(summary, 1);
        value.add_string(1, tag);
        value.add_float(2, number);
    }
    summary.commit();
    return payload;
}

void EventReader::feed(std::string_view bytes, std::vector<ScalarPoint>& points)
{
    if (broken_)
        return;
    pending_.append(bytes);
    std::size_t done = 0;
    while (true) {
        const CutResult cut = cutRecord(std::string_view(pending_).substr(done));
        if (cut.error && cut.skip_bytes == 0) {
            broken_ = true;
            pending_.clear();
            return;
        }
        if (!cut.error && !cut.record)
            break;
        done += cut.error ? cut.skip_bytes : cut.record->size_bytes;
        auto event = cut.record ? decodeEvent(cut.record->payload) : Result<Event>(tl::unexpect, *cut.error);
        if (!event)
            ++skipped_;
        else
            points.insert(points.end(), std::make_move_iterator(event->scalars.begin()),
                          std::make_move_iterator(event->scalars.end()));
    }
    pending_.erase(0, done);
}

}  // namespace slipway::events
