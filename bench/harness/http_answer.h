// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"
#include "core/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace slipway::bench {

/// What the head of an HTTP answer says of its size.
struct AnswerHead {
    int status = 0;
    std::size_t head_bytes = 0;  ///< The empty line included.
    std::size_t body_bytes = 0;  ///< 0 when the body has no known end.
};

/// Nothing when `bytes` hold no whole head yet.
std::optional<AnswerHead> readAnswerHead(std::string_view bytes);

/// A connection to a port of this machine, without delay for small writes.
Result<FileDescriptor> connectTo(std::uint16_t port);

/// Sends all of it on a blocking or an idle socket.
Result<void> sendAll(const FileDescriptor& socket, std::string_view bytes);

}  // namespace slipway::bench
