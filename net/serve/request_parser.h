// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/serve/server.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace slipway::net {

/// Why a request is answered by the server itself.
struct Refusal {
    int status = 400;
    std::string detail;
};

/// Reads one request from bytes that arrive in pieces, stricter than HTTP asks: what two servers could
/// understand differently is refused. Does no I/O.
class RequestParser {
public:
    explicit RequestParser(std::size_t max_header_bytes);
    ~RequestParser();

    /// Looks for the whole head at the front of `input`, which must start with the bytes of earlier calls.
    /// The number of bytes that it takes, or 0 when more are needed.
    tl::expected<std::size_t, Refusal> readHead(std::string_view input);

    /// Takes body bytes from the front of `input` and appends at most `most` of the content to `content`. The
    /// number of bytes taken; 0 when more are needed.
    tl::expected<std::size_t, Refusal> readBody(std::string_view input, std::string& content,
                                                std::size_t most);

    /// True when head and body have been read.
    bool isDone() const;

    /// Once readHead() took it; `peer` and `secure` are for the caller to fill in.
    RequestHead& head() { return head_; }

    std::optional<std::uint64_t> contentLength() const;
    bool keepsAlive() const { return keeps_alive_; }
    bool expectsContinue() const { return expects_continue_; }
    bool knowsChunks() const { return knows_chunks_; }  ///< False for HTTP/1.0.

private:
    std::optional<Refusal> scan(std::string_view input);
    std::optional<Refusal> parse(std::string_view head_bytes);
    std::optional<Refusal> checkFields();
    std::optional<Refusal> splitTarget();

    struct State;
    std::unique_ptr<State> state_;
    std::size_t max_header_bytes_;
    std::size_t scanned_ = 0;
    std::size_t head_end_ = 0;
    RequestHead head_;
    bool keeps_alive_ = false;
    bool expects_continue_ = false;
    bool knows_chunks_ = true;
};

}  // namespace slipway::net
