// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/dial/response_parser.h"

#include "net/chunk_progress.h"

#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>

namespace slipway::net {
namespace http = boost::beast::http;
namespace {

constexpr std::uint32_t max_header_bytes = 64u << 10;

tl::unexpected<Error> noHttp()
{
    return fail(ErrorCode::Unavailable,
                "The other end gave no answer in HTTP. Check the address and the port.", "no-http");
}

}  // namespace

struct ResponseParser::State {
    http::response_parser<http::buffer_body> parser;
    ChunkProgress progress{parser};
};

ResponseParser::ResponseParser(ForMethod method) : method_(method)
{
    restart();
}

ResponseParser::~ResponseParser() = default;

void ResponseParser::restart()
{
    state_ = std::make_unique<State>();
    state_->parser.header_limit(max_header_bytes);
    state_->parser.body_limit(boost::none);
    state_->parser.skip(method_ == ForMethod::Head);
}

Result<std::size_t> ResponseParser::read(std::string_view input, std::string& body)
{
    auto& parser = state_->parser;
    if (input.empty() || parser.is_done() || !state_->progress.mayRead(parser, input))
        return 0;
    const std::size_t before = body.size();
    body.resize(before + input.size());
    auto& room = parser.get().body();
    room.data = body.data() + before;
    room.size = body.size() - before;
    room.more = true;
    boost::system::error_code error;
    parser.eager(parser.is_header_done());
    const std::size_t taken = parser.put(boost::asio::buffer(input), error);
    body.resize(body.size() - room.size);
    if (parser.is_header_done() && parser.chunked())
        state_->progress.given(body.size() - before);
    if (error && error != http::error::need_buffer && error != http::error::need_more)
        return noHttp();
    if (parser.is_header_done() && parser.get().result_int() < 100)
        return noHttp();
    if (!has_head_ && parser.is_header_done())
        takeHead();
    return taken;
}

// Interim responses are passed over.
void ResponseParser::takeHead()
{
    const auto& message = state_->parser.get();
    if (message.result_int() / 100 == 1 && message.result_int() != 101)
        return restart();
    response_.status = static_cast<int>(message.result_int());
    for (const auto& field : message) {
        const auto name = field.name_string();
        const auto value = field.value();
        response_.headers.add({name.data(), name.size()}, {value.data(), value.size()});
    }
    has_head_ = true;
}

Result<void> ResponseParser::readEnd()
{
    boost::system::error_code error;
    if (has_head_ && !isDone())
        state_->parser.put_eof(error);
    if (!isDone() || error)
        return fail(ErrorCode::Unavailable,
                    "The other end closed the connection before its answer was whole. Try again.");
    return {};
}

bool ResponseParser::isDone() const
{
    return has_head_ && state_->parser.is_done();
}

}  // namespace slipway::net
