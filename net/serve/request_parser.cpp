// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/serve/request_parser.h"

#include "net/chunk_progress.h"

#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>

#include <algorithm>

namespace slipway::net {
namespace http = boost::beast::http;
namespace {

constexpr std::size_t max_method_bytes = 32;
constexpr std::size_t max_target_bytes = 8u << 10;
constexpr std::size_t max_chunk_line_bytes = 4u << 10;

Refusal badRequest(std::string detail)
{
    return {400, std::move(detail)};
}

bool equalsWord(std::string_view text, std::string_view word)
{
    return std::equal(text.begin(), text.end(), word.begin(), word.end(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

std::size_t count(const Headers& headers, std::string_view name)
{
    return static_cast<std::size_t>(
        std::count_if(headers.all().begin(), headers.all().end(),
                      [&](const auto& field) { return equalsWord(field.first, name); }));
}

bool isHost(std::string_view host)
{
    return !host.empty() && host.find_first_of(" \t,/@?#\\\"<>") == std::string_view::npos;
}

std::string_view text(boost::beast::string_view view)
{
    return {view.data(), view.size()};
}

}  // namespace

struct RequestParser::State {
    http::request_parser<http::buffer_body> parser;
    ChunkProgress progress{parser};
};

RequestParser::RequestParser(std::size_t max_header_bytes)
    : state_(std::make_unique<State>()), max_header_bytes_(max_header_bytes)
{
    state_->parser.header_limit(static_cast<std::uint32_t>(max_header_bytes_ + 4));
    state_->parser.body_limit(boost::none);
}

RequestParser::~RequestParser() = default;

tl::expected<std::size_t, Refusal> RequestParser::readHead(std::string_view input)
{
    // Empty lines before a request are left by clients that end a body with one line too many.
    std::size_t start = 0;
    while (input.substr(start, 2) == "\r\n" && start < 8)
        start += 2;
    const std::string_view bytes = input.substr(start);
    if (bytes == "\r" && start < 8)
        return 0;  // perhaps one more of them, which scan() must not see
    if (auto refusal = scan(bytes))
        return tl::unexpected(std::move(*refusal));
    if (head_end_ == 0)
        return 0;
    if (auto refusal = parse(bytes.substr(0, head_end_)))
        return tl::unexpected(std::move(*refusal));
    return start + head_end_;
}

// Looks at every byte once, so that garbage is refused before the head is complete.
std::optional<Refusal> RequestParser::scan(std::string_view input)
{
    for (; scanned_ < input.size() && head_end_ == 0; ++scanned_) {
        const std::size_t i = scanned_;
        const char c = input[i];
        const char before = i > 0 ? input[i - 1] : '\0';
        if ((c == '\n') != (before == '\r'))
            return badRequest("A line of the request's head does not end in CR LF.");
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\r' && c != '\n') || c == 0x7f)
            return badRequest("The request's head holds a control character.");
        if (before == '\n' && (c == ' ' || c == '\t'))
            return badRequest("A header field is folded over several lines.");
        if (c == '\n' && i >= 3 && input[i - 2] == '\n')
            head_end_ = i + 1;
    }
    const std::string_view line = input.substr(0, std::min(input.find('\r'), scanned_));
    const std::size_t space = line.find(' ');
    if (std::min(space, line.size()) > max_method_bytes)
        return Refusal{414, "The request's method is too long."};
    if (line.size() > max_method_bytes + max_target_bytes)
        return Refusal{414, "The request's target is longer than 8 KiB."};
    if ((head_end_ == 0 ? input.size() : head_end_) > max_header_bytes_)
        return Refusal{431, "The request's head is too large. Send fewer or shorter header fields."};
    return std::nullopt;
}

std::optional<Refusal> RequestParser::parse(std::string_view head_bytes)
{
    boost::system::error_code error;
    const auto taken = state_->parser.put(boost::asio::buffer(head_bytes), error);
    if (error == http::error::bad_version)
        return Refusal{505, "Only HTTP/1.1 and HTTP/1.0 are understood."};
    if (error == http::error::header_limit)
        return Refusal{431, "The request's head is too large. Send fewer or shorter header fields."};
    if ((error && error != http::error::need_buffer) || taken != head_bytes.size() ||
        !state_->parser.is_header_done())
        return badRequest("The request's head is malformed.");
    const auto& message = state_->parser.get();
    if (message.version() != 10 && message.version() != 11)
        return Refusal{505, "Only HTTP/1.1 and HTTP/1.0 are understood."};
    knows_chunks_ = message.version() == 11;
    keeps_alive_ = knows_chunks_ && message.keep_alive();
    head_.method = text(message.method_string());
    head_.target = text(message.target());
    for (const auto& field : message)
        head_.headers.add(std::string(text(field.name_string())), std::string(text(field.value())));
    if (auto refusal = checkFields())
        return refusal;
    return splitTarget();
}

std::optional<Refusal> RequestParser::checkFields()
{
    const Headers& headers = head_.headers;
    const std::size_t hosts = count(headers, "host");
    if (hosts > 1 || (hosts == 0 && knows_chunks_))
        return badRequest("The request must have exactly one Host header field.");
    if (hosts == 1 && !isHost(*headers.find("host")))
        return badRequest("The Host header field is malformed.");
    const std::size_t lengths = count(headers, "content-length");
    const std::size_t encodings = count(headers, "transfer-encoding");
    if (lengths + encodings > 1)
        return badRequest("The request says the length of its body more than once.");
    if (lengths == 1) {
        const std::string& digits = *headers.find("content-length");
        if (digits.empty() || digits.size() > 18 ||
            digits.find_first_not_of("0123456789") != std::string::npos)
            return badRequest("The Content-Length header field is no length.");
    }
    if (encodings == 1 && !knows_chunks_)
        return badRequest("HTTP/1.0 knows no Transfer-Encoding.");
    if (encodings == 1 && !equalsWord(*headers.find("transfer-encoding"), "chunked"))
        return Refusal{501, "The only Transfer-Encoding understood is chunked."};
    if (const std::string* expect = headers.find("expect")) {
        if (!equalsWord(*expect, "100-continue"))
            return Refusal{417, "The only expectation understood is 100-continue."};
        expects_continue_ = knows_chunks_;
    }
    return std::nullopt;
}

std::optional<Refusal> RequestParser::splitTarget()
{
    if (head_.method.size() > max_method_bytes || head_.target.size() > max_target_bytes)
        return Refusal{414, "The request's target is longer than 8 KiB."};
    std::string_view target = head_.target;
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (target.starts_with(scheme))
            target.remove_prefix(std::min(target.find('/', scheme.size()), target.size()));
    }
    if (!target.starts_with('/'))
        return badRequest("The request's target must be a path that starts with '/'.");
    const std::size_t question = target.find('?');
    head_.path = target.substr(0, question);
    if (head_.path.find('#') != std::string::npos)
        return badRequest("The request's target holds a fragment.");
    if (question == std::string_view::npos)
        return std::nullopt;
    auto query = parseQuery(target.substr(question + 1));
    if (!query)
        return badRequest("The request's query is malformed.");
    head_.query = std::move(*query);
    return std::nullopt;
}

tl::expected<std::size_t, Refusal> RequestParser::readBody(std::string_view input, std::string& content,
                                                           std::size_t most)
{
    auto& parser = state_->parser;
    if (!state_->progress.mayRead(parser, input))
        return 0;
    const std::size_t before = content.size();
    content.resize(before + std::min(most, input.size()));
    auto& body = parser.get().body();
    body.data = content.data() + before;
    body.size = content.size() - before;
    body.more = true;
    parser.eager(true);
    boost::system::error_code error;
    std::size_t taken = 0;
    if (!parser.is_done())
        taken = parser.put(boost::asio::buffer(input), error);
    content.resize(content.size() - body.size);
    if (parser.chunked())
        state_->progress.given(content.size() - before);
    if (error && error != http::error::need_buffer && error != http::error::need_more)
        return tl::unexpected(badRequest("The chunks of the request's body are malformed."));
    if (taken == 0 && input.size() > max_chunk_line_bytes && !parser.is_done() && most > 0)
        return tl::unexpected(badRequest("A chunk of the request's body has a line that is too long."));
    return taken;
}

bool RequestParser::isDone() const
{
    return state_->parser.is_done();
}

std::optional<std::uint64_t> RequestParser::contentLength() const
{
    const auto length = state_->parser.content_length();
    return length ? std::optional<std::uint64_t>(*length) : std::nullopt;
}

}  // namespace slipway::net
