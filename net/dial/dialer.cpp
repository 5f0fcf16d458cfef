// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/dial/dialer.h"

#include "net/dial/dialed_line.h"
#include "net/dial/response_parser.h"

#include <algorithm>
#include <csignal>

namespace slipway::net {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t piece_bytes = 64u << 10;

Result<std::string> formatHead(const DialRequest& request, const std::string& host)
{
    std::string head = request.method + " " + request.target + " HTTP/1.1\r\n";
    if (breaksHead(request.method) || breaksHead(request.target) ||
        request.target.find(' ') != std::string::npos)
        return fail(ErrorCode::InvalidArgument,
                    "The request's target holds a space or a line break. Encode it.");
    Headers headers = request.headers;
    if (!headers.find("host"))
        headers.add("Host", host);
    if (!request.body.empty() || request.method == "POST" || request.method == "PUT")
        headers.set("Content-Length", std::to_string(request.body.size()));
    headers.set("Connection", "close");
    for (const auto& [name, value] : headers.all()) {
        if (breaksHead(name) || breaksHead(value))
            return fail(ErrorCode::InvalidArgument,
                        "A header field of the request holds a line break. Remove it.");
        head += name + ": " + value + "\r\n";
    }
    return head + "\r\n";
}

/// One request and its response on a line of its own.
class Exchange {
public:
    Exchange(DialedLine& line, const DialRequest& request)
        : line_(line),
          request_(request),
          parser_(request.method == "HEAD" ? ResponseParser::ForMethod::Head
                                           : ResponseParser::ForMethod::Other),
          deadline_(steady_clock::now() + request.timeout)
    {
    }

    asio::awaitable<void> run(std::string head)
    {
        const Result<void> ended = co_await sendAndReceive(std::move(head));
        if (ended)
            result_ = std::move(parser_.response());
        else
            result_ = propagate(ended);
    }

    Result<DialResponse>& result() { return result_; }

private:
    asio::awaitable<Result<void>> sendAndReceive(std::string head)
    {
        const Result<void> connected = co_await line_.connect(request_.timeout);
        if (!connected)
            co_return connected;
        const Pieces pieces{asio::buffer(head), asio::buffer(request_.body)};
        // A server that refuses early may close while we send: its answer counts more than the broken pipe.
        co_await line_.connection().send(pieces, timeLeft());
        while (!parser_.isDone()) {
            const Result<void> read = co_await readMore();
            if (!read)
                co_return read;
        }
        co_return Result<void>();
    }

    milliseconds timeLeft() const
    {
        const auto left = std::chrono::duration_cast<milliseconds>(deadline_ - steady_clock::now());
        return std::max(left, milliseconds(0));
    }

    asio::awaitable<Result<void>> readMore()
    {
        Connection& connection = line_.connection();
        std::string body;
        const auto taken = parser_.read(connection.input(), body);
        if (!taken)
            co_return propagate(taken);
        connection.consume(*taken);
        if (!body.empty())
            co_return takeBody(std::move(body));
        if (*taken > 0 || parser_.isDone())
            co_return Result<void>();
        const bool more = co_await connection.receive(piece_bytes, timeLeft());
        if (more)
            co_return Result<void>();
        if (connection.isLate() || connection.error() != asio::error::eof)
            co_return tl::unexpected(line_.failure());
        co_return parser_.readEnd();
    }

    Result<void> takeBody(std::string piece)
    {
        std::string& body = parser_.response().body;
        if (request_.on_body) {
            deadline_ = steady_clock::now() + request_.timeout;
            if (request_.on_body(piece))
                return {};
            return fail(ErrorCode::Canceled, "The request was canceled.");
        }
        if (body.size() + piece.size() > request_.max_body_bytes)
            return fail(ErrorCode::TooLarge, "The answer is larger than the " +
                                                 std::to_string(request_.max_body_bytes) +
                                                 " bytes allowed here.");
        body += piece;
        return {};
    }

    DialedLine& line_;
    const DialRequest& request_;
    ResponseParser parser_;
    steady_clock::time_point deadline_;
    Result<DialResponse> result_ = fail(ErrorCode::Canceled, "The request was canceled.");
};

}  // namespace

Result<DialResponse> dial(const DialTarget& target, const DialRequest& request)
{
    std::signal(SIGPIPE, SIG_IGN);
    auto line = DialedLine::create(target);
    if (!line)
        return propagate(line);
    auto head = formatHead(request, (*line)->host());
    if (!head)
        return propagate(head);
    Exchange exchange(**line, request);
    const std::stop_callback stop(request.stop, [&line] { (*line)->stop(); });
    (*line)->run(exchange.run(std::move(*head)));
    return std::move(exchange.result());
}

}  // namespace slipway::net
