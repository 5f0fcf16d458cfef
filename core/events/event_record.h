// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// TensorBoard event files: framed records that hold Event messages.
/// Source: tensorboard/compat/proto/{event,summary,tensor}.proto and the TFRecord description of TensorFlow.
namespace slipway::events {

/// One record cut from the front of `bytes`.
struct Record {
    std::string_view payload;      ///< Points into the bytes given.
    std::uint64_t size_bytes = 0;  ///< How far the next record is.
};

/// Records longer than this are refused before anything is allocated.
inline constexpr std::uint64_t max_record_bytes = 256ull << 20;

/// Cuts the first record. Nothing when the bytes end inside it (the file is still growing).
/// `DataLoss` with type "bad-length" when nothing after this point can be read, or "bad-payload" when the
/// record can be skipped; `size` then tells how far.
struct CutResult {
    std::optional<Record> record;
    std::optional<Error> error;
    std::uint64_t skip_bytes = 0;  ///< With "bad-payload": where to go on.
};
CutResult cutRecord(std::string_view bytes);

/// The payload framed with its length and both masked checksums.
std::string frameRecord(std::string_view payload);

/// One number of one tag at one step. `wall_time` is seconds since 1970.
struct ScalarPoint {
    std::string tag;
    std::int64_t step = 0;
    double wall_time = 0;
    double value = 0;
};

/// What an Event message holds of interest to charts.
struct Event {
    double wall_time = 0;
    std::int64_t step = 0;
    std::string file_version;  ///< Set only in the first record of a file.
    bool session_start = false;
    std::vector<ScalarPoint> scalars;  ///< simple_value and one-element numeric tensors alike.
};

/// Decodes one payload. `DataLoss` when it is no Event message.
Result<Event> decodeEvent(std::string_view payload);

/// Encodes a first record ("brain.Event:2") or one with scalars as simple_value.
std::string encodeFileVersion(double wall_time);
std::string encodeScalars(double wall_time, std::int64_t step,
                          const std::vector<std::pair<std::string, float>>& values);

/// Reads a growing event file as bytes arrive, cut anywhere. Keeps every point. Not thread-safe.
class EventReader {
public:
    /// Appends the points of every record that is whole now. Records with damaged payloads are counted and
    /// skipped; after a damaged length the rest of the file is unreadable and `broken()` turns true.
    void feed(std::string_view bytes, std::vector<ScalarPoint>& points);

    bool broken() const { return broken_; }
    std::uint64_t skippedRecords() const { return skipped_; }

private:
    std::string pending_;
    std::uint64_t skipped_ = 0;
    bool broken_ = false;
};

}  // namespace slipway::events
