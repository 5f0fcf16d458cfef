// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace slipway {

/// One log entry in logfmt, "event=request id=req-7f3k9q status=200 user=alice", which log stores take apart
/// by themselves. Values with spaces, quotes, '=' or control characters are quoted, so that no value can
/// pretend to be another field or line; empty ones are left out.
std::string logLine(std::string_view event,
                    std::initializer_list<std::pair<std::string_view, std::string_view>> fields = {});

}  // namespace slipway
