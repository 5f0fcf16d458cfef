// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/payload/receive_body.h"

#include "platform/objects/payload/aws_chunked.h"
#include "platform/objects/payload/payload_checksums.h"
#include "platform/objects/s3_error.h"

#include <charconv>
#include <optional>

namespace slipway {

namespace {

constexpr std::string_view signed_chunks = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
constexpr std::string_view signed_chunks_trailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
constexpr std::string_view unsigned_chunks_trailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

using Sink = std::function<Result<void>(std::string_view)>;

bool isHexDigest(std::string_view text)
{
    return text.size() == 64 && text.find_first_not_of("0123456789abcdefABCDEF") == text.npos;
}

/// How the body is framed; nothing when it is sent as it is.
Result<std::optional<AwsChunked>> framing(const S3Request& request)
{
    const std::string& word = request.who.payload_hash;
    if (word == sigv4::unsigned_payload || isHexDigest(word))
        return std::nullopt;
    const bool known =
        word == signed_chunks || word == signed_chunks_trailer || word == unsigned_chunks_trailer;
    if (!known && word.starts_with("STREAMING-"))
        return s3Fail("NotImplemented", "This form of a signed body is not offered here. Use " +
                                            std::string(signed_chunks) + ".");
    if (!known)
        return s3Fail("InvalidArgument",
                      "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a STREAMING- word or the hex "
                      "SHA-256 of the body.");
    if (request.who.claim.presigned)
        return s3Fail("InvalidRequest", "A presigned address takes a plain body, not one in signed chunks.");
    AwsChunked::Rules rules;
    rules.is_signed = word != unsigned_chunks_trailer;
    rules.has_trailers = word != signed_chunks;
    rules.claim = request.who.claim;
    rules.secret_key = request.who.secret_key;
    return AwsChunked(std::move(rules));
}

/// The size that the client says the decoded body has.
Result<std::optional<std::uint64_t>> announcedSize(const S3Request& request, bool framed)
{
    const std::string text = request.header(framed ? "x-amz-decoded-content-length" : "content-length");
    if (text.empty() && !framed && !request.header("transfer-encoding").empty())
        return std::nullopt;
    std::uint64_t size = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return s3Fail("MissingContentLength", "The request must say how long its body is.");
    if (size > largest_put)
        return s3Fail("EntityTooLarge", "One request may carry 5 GiB at most. Use a multipart upload.");
    return size;
}

/// Gives every piece of the body as it is on the wire to `take`.
Result<void> pull(const S3Request& request, const Sink& take)
{
    net::Request& http = *request.http;
    if (!http.reader)
        return http.body.empty() ? Result<void>() : take(http.body);
    while (true) {
        const Result<std::string> piece = http.reader->read();
        if (!piece && piece.error().code == ErrorCode::Unavailable)
            return s3Fail("IncompleteBody", "The connection broke before the whole body was there.");
        if (!piece)
            return propagate(piece);
        if (piece->empty())
            return {};
        if (const Result<void> taken = take(*piece); !taken)
            return taken;
    }
}

}  // namespace

Result<ObjectInfo> receiveBody(const S3Request& request, HashBody hash, const Sink& sink)
{
    Result<std::optional<AwsChunked>> frames = framing(request);
    if (!frames)
        return propagate(frames);
    std::optional<AwsChunked>& chunked = *frames;
    const Result<std::optional<std::uint64_t>> announced = announcedSize(request, chunked.has_value());
    if (!announced)
        return propagate(announced);
    Result<PayloadChecksums> sums = PayloadChecksums::expect(request.head.headers, request.who.payload_hash);
    if (!sums)
        return propagate(sums);
    if (hash == HashBody::Always)
        sums->wantSha256();
    ObjectInfo info;
    const Sink take = [&](std::string_view bytes) -> Result<void> {
        info.size_bytes += bytes.size();
        if (info.size_bytes > announced->value_or(largest_put))
            return s3Fail("EntityTooLarge", "The body is longer than the request says or than 5 GiB.");
        sums->update(bytes);
        return sink(bytes);
    };
    Result<void> pulled = pull(
        request, [&](std::string_view bytes) { return chunked ? chunked->feed(bytes, take) : take(bytes); });
    if (pulled && chunked)
        pulled = chunked->finish();
    if (!pulled)
        return propagate(pulled);
    if (info.size_bytes != announced->value_or(info.size_bytes))
        return s3Fail("IncompleteBody", "The body is shorter than the request says. Send it again.");
    if (chunked) {
        for (const auto& [name, value] : chunked->trailers()) {
            if (const Result<void> known = sums->trailer(name, value); !known)
                return propagate(known);
        }
    }
    if (const Result<void> matches = sums->finish(info); !matches)
        return propagate(matches);
    return info;
}

Result<std::string> receiveText(const S3Request& request)
{
    std::string text;
    const Result<ObjectInfo> received = receiveBody(request, HashBody::IfAsked, [&](std::string_view bytes) {
        text += bytes;
        return Result<void>();
    });
    if (!received)
        return propagate(received);
    return text;
}

}  // namespace slipway
