// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/dial/dialer.h"

#include <memory>
#include <string>
#include <string_view>

namespace slipway::net {

/// Reads one response from bytes that arrive in pieces. Does no I/O.
class ResponseParser {
public:
    enum class ForMethod { Head, Other };
    explicit ResponseParser(ForMethod method);
    ~ResponseParser();

    /// Takes bytes from the front of `input`, which starts with what earlier calls left, and appends body
    /// bytes to `body`. The number of bytes taken; 0 when more are needed.
    Result<std::size_t> read(std::string_view input, std::string& body);
    /// The other end sends nothing more. An error when the response is not whole.
    Result<void> readEnd();

    bool isDone() const;
    bool hasHead() const { return has_head_; }
    /// Status and headers, once hasHead().
    DialResponse& response() { return response_; }

private:
    void restart();
    void takeHead();

    struct State;
    std::unique_ptr<State> state_;
    ForMethod method_;
    DialResponse response_;
    bool has_head_ = false;
};

}  // namespace slipway::net
