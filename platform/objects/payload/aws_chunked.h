// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/signing/signature_v4.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace slipway {

/// Decodes the body of an aws-chunked upload, given in pieces of any size.
/// Source: the S3 pages "Signature Calculations ... Multiple Chunks" and "... Including Trailing Headers".
///
///     SIZE-IN-HEX[;chunk-signature=SIGNATURE]\r\n BYTES \r\n ... 0[;chunk-signature=SIGNATURE]\r\n
///     [NAME:VALUE\r\n ... [x-amz-trailer-signature:SIGNATURE\r\n]] \r\n
class AwsChunked {
public:
    struct Rules {
        bool is_signed = false;     ///< Each chunk carries a signature, chained to the one before.
        bool has_trailers = false;  ///< Fields follow the last chunk; signed when the chunks are.
        sigv4::Claim claim;
        std::string secret_key;
    };
    /// Takes decoded bytes, in order. Those of a signed chunk only once its signature held.
    using Sink = std::function<Result<void>(std::string_view)>;

    explicit AwsChunked(Rules rules);

    /// "SignatureDoesNotMatch", "InvalidRequest" or what the sink said.
    Result<void> feed(std::string_view bytes, const Sink& sink);
    /// "IncompleteBody" unless the last chunk and what follows it were seen whole.
    Result<void> finish() const;

    const std::vector<std::pair<std::string, std::string>>& trailers() const { return trailers_; }

private:
    enum class State { Size, Data, DataEnd, Trailer, End };

    Result<void> line(std::string_view text, const Sink& sink);
    Result<void> sizeLine(std::string_view text, const Sink& sink);
    Result<void> trailerLine(std::string_view text);
    Result<void> data(std::string_view bytes, const Sink& sink);
    Result<void> endChunk(const Sink& sink);

    Rules rules_;
    State state_ = State::Size;
    std::string line_;
    std::uint64_t left_ = 0;  ///< Bytes of the chunk still to come.
    std::string chunk_;       ///< Of a signed chunk, until its signature held.
    std::string chunk_signature_;
    std::string previous_signature_;
    std::string signed_trailers_;
    bool trailer_signed_ = false;
    std::vector<std::pair<std::string, std::string>> trailers_;
};

}  // namespace slipway
