// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <chrono>
#include <string>
#include <string_view>

namespace slipway {

/// A moment on the wall clock, to the millisecond.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

/// The wall clock now.
Timestamp now();

/// RFC 3339 in UTC with milliseconds: "2026-11-23T07:11:46.120Z".
std::string formatTimestamp(Timestamp time);

/// Reads RFC 3339, with or without a fraction; the zone must be Z or +HH:MM.
Result<Timestamp> parseTimestamp(std::string_view text);

/// Reads "90s", "10m", "1h30m", "7d"; a bare number is seconds.
Result<std::chrono::seconds> parseDuration(std::string_view text);

/// The shortest form that parseDuration reads back: "1h30m".
std::string formatDuration(std::chrono::seconds duration);

}  // namespace slipway
