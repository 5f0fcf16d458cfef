// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/payload/aws_chunked.h"

#include "core/hash.h"
#include "platform/objects/s3_error.h"

#include <algorithm>
#include <charconv>

namespace slipway {

namespace {

/// Of a signed chunk, which is held in memory until its signature is known to hold.
constexpr std::uint64_t largest_signed_chunk = 16u << 20;
constexpr std::uint64_t largest_chunk = 8ull << 30;
constexpr std::size_t longest_line = 4096;
constexpr std::size_t most_trailers = 16;
constexpr std::string_view signature_mark = ";chunk-signature=";

tl::unexpected<Error> malformed()
{
    return s3Fail("InvalidRequest", "The body is not in the aws-chunked form that the request announces.");
}

tl::unexpected<Error> wrongSignature()
{
    return s3Fail("SignatureDoesNotMatch", "The signature of a chunk of the body does not hold.");
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

}  // namespace

AwsChunked::AwsChunked(Rules rules) : rules_(std::move(rules)), previous_signature_(rules_.claim.signature) {}

Result<void> AwsChunked::feed(std::string_view bytes, const Sink& sink)
{
    while (!bytes.empty()) {
        if (state_ == State::End)
            return malformed();
        if (state_ == State::Data) {
            const std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
            if (const Result<void> taken = data(bytes.substr(0, count), sink); !taken)
                return taken;
            bytes.remove_prefix(count);
            continue;
        }
        const std::size_t end = bytes.find('\n');
        line_ += bytes.substr(0, end);
        bytes.remove_prefix(end == bytes.npos ? bytes.size() : end + 1);
        if (line_.size() > longest_line)
            return malformed();
        if (end == bytes.npos)
            return {};
        if (!line_.ends_with('\r'))
            return malformed();
        line_.pop_back();
        if (const Result<void> read = line(std::exchange(line_, {}), sink); !read)
            return read;
    }
    return {};
}

Result<void> AwsChunked::line(std::string_view text, const Sink& sink)
{
    switch (state_) {
    case State::Size:
        return sizeLine(text, sink);
    case State::DataEnd:
        state_ = State::Size;
        return text.empty() ? Result<void>() : malformed();
    case State::Trailer:
        return trailerLine(text);
    default:
        return malformed();
    }
}

Result<void> AwsChunked::sizeLine(std::string_view text, const Sink& sink)
{
    const std::size_t semicolon = std::min(text.find(';'), text.size());
    const std::string_view size = text.substr(0, semicolon);
    const std::string_view extension = text.substr(semicolon);
    const auto [end, error] = std::from_chars(size.data(), size.data() + size.size(), left_, 16);
    if (error != std::errc() || end != size.data() + size.size() || size.starts_with('-') ||
        left_ > largest_chunk)
        return malformed();
    if (rules_.is_signed) {
        if (!extension.starts_with(signature_mark))
            return malformed();
        chunk_signature_ = extension.substr(signature_mark.size());
        if (left_ > largest_signed_chunk)
            return s3Fail("InvalidRequest", "A signed chunk may have 16 MiB at most. Send smaller chunks.");
    }
    if (left_ > 0) {
        state_ = State::Data;
        return {};
    }
    state_ = State::Trailer;
    return rules_.is_signed ? endChunk(sink) : Result<void>();
}

Result<void> AwsChunked::data(std::string_view bytes, const Sink& sink)
{
    left_ -= bytes.size();
    if (left_ == 0)
        state_ = State::DataEnd;
    if (!rules_.is_signed)
        return sink(bytes);
    chunk_ += bytes;
    return left_ == 0 ? endChunk(sink) : Result<void>();
}

Result<void> AwsChunked::endChunk(const Sink& sink)
{
    const std::string expected =
        sigv4::chunkSignature(rules_.claim, rules_.secret_key, previous_signature_, chunk_);
    if (!equalSecrets(expected, chunk_signature_))
        return wrongSignature();
    previous_signature_ = expected;
    const Result<void> taken = chunk_.empty() ? Result<void>() : sink(chunk_);
    chunk_.clear();
    return taken;
}

Result<void> AwsChunked::trailerLine(std::string_view text)
{
    if (text.empty()) {
        if (rules_.is_signed && rules_.has_trailers && !trailer_signed_)
            return wrongSignature();
        state_ = State::End;
        return {};
    }
    const std::size_t colon = text.find(':');
    if (!rules_.has_trailers || colon == text.npos || trailer_signed_ || trailers_.size() == most_trailers)
        return malformed();
    const std::string name(trimmed(text.substr(0, colon)));
    const std::string value(trimmed(text.substr(colon + 1)));
    if (rules_.is_signed && name == "x-amz-trailer-signature") {
        trailer_signed_ = true;
        const std::string expected =
            sigv4::trailerSignature(rules_.claim, rules_.secret_key, previous_signature_, signed_trailers_);
        return equalSecrets(expected, value) ? Result<void>() : Result<void>(wrongSignature());
    }
    signed_trailers_ += name + ":" + value + "\n";
    trailers_.emplace_back(name, value);
    return {};
}

Result<void> AwsChunked::finish() const
{
    // Some clients leave out the empty line behind the last trailer.
    const bool complete =
        state_ == State::End || (state_ == State::Trailer && rules_.has_trailers && line_.empty() &&
                                 (!rules_.is_signed || trailer_signed_) && !trailers_.empty());
    if (complete)
        return {};
    return s3Fail("IncompleteBody", "The body ended before its last chunk. Send it again.");
}

}  // namespace slipway
