// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/harness/event_watch.h"

#include "bench/harness/http_answer.h"

#include <nlohmann/json.hpp>

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>

namespace slipway::bench {

using Clock = std::chrono::steady_clock;

Result<EventWatch> EventWatch::open(std::uint16_t port, const RequestSigner& signer, const std::string& kinds)
{
    auto socket = connectTo(port);
    if (!socket)
        return propagate(socket);
    EventWatch watch(std::move(*socket));
    if (auto sent = sendAll(watch.socket_, signer.request("GET", "/api/v1/watch", {{"kinds", kinds}})); !sent)
        return propagate(sent);
    while (!readAnswerHead(watch.bytes_)) {
        if (auto more = watch.receive(Clock::now() + std::chrono::seconds(10)); !more)
            return propagate(more);
    }
    return watch;
}

Result<void> EventWatch::receive(Clock::time_point deadline)
{
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    pollfd readable{socket_.get(), POLLIN, 0};
    if (::poll(&readable, 1, static_cast<int>(std::max<std::int64_t>(0, left.count()))) != 1)
        return fail(ErrorCode::DeadlineExceeded, "What the benchmark waits for did not happen.");
    std::array<char, 16 << 10> piece;
    const ssize_t got = ::recv(socket_.get(), piece.data(), piece.size(), 0);
    if (got <= 0)
        return fail(ErrorCode::Unavailable, "The server ended a watch.");
    bytes_.append(piece.data(), static_cast<std::size_t>(got));
    return {};
}

Result<void> EventWatch::until(std::chrono::seconds limit, const std::function<bool(const Json&)>& enough)
{
    constexpr std::string_view mark = "\ndata: ";
    const auto deadline = Clock::now() + limit;
    while (true) {
        const std::size_t begin = bytes_.find(mark);
        const std::size_t end = begin == std::string::npos ? begin : bytes_.find("\n\n", begin + 1);
        if (end == std::string::npos) {
            if (auto more = receive(deadline); !more)
                return more;
            continue;
        }
        const auto data = parseJson(bytes_.substr(begin + mark.size(), end - begin - mark.size()));
        bytes_.erase(0, end);
        if (data && data->contains("status") && enough(*data))
            return {};
    }
}

}  // namespace slipway::bench
