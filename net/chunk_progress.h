// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/beast/core/error.hpp>
#include <boost/beast/core/string_type.hpp>

#include <cstdint>
#include <functional>
#include <string_view>

namespace slipway::net {

/// How far a Beast parser, which must live as long, is in a body of chunks.
///
/// Beast 1.81 ends the program when the end of the last chunk arrives in pieces shorter than it assumes, so
/// between chunks it must see the shortest rest that a body can have.
class ChunkProgress {
public:
    template <class Parser>
    explicit ChunkProgress(Parser& parser)
    {
        parser.on_chunk_header(on_header_);
    }
    ChunkProgress(const ChunkProgress&) = delete;
    ChunkProgress& operator=(const ChunkProgress&) = delete;

    /// Whether the parser may see `input`, all that waits; otherwise more must come first.
    template <class Parser>
    bool mayRead(const Parser& parser, std::string_view input) const
    {
        constexpr std::string_view shortest_rest = "0\r\n\r\n";
        return left_ > 0 || !parser.is_header_done() || !parser.chunked() || parser.is_done() ||
               input.size() >= shortest_rest.size();
    }
    /// The parser has given so many bytes of content.
    void given(std::uint64_t bytes) { left_ -= bytes; }

private:
    std::uint64_t left_ = 0;  ///< Of chunks whose sizes were read.
    std::function<void(std::uint64_t, boost::beast::string_view, boost::beast::error_code&)> on_header_ =
        [this](std::uint64_t size, boost::beast::string_view, boost::beast::error_code&) { left_ += size; };
};

}  // namespace slipway::net
