// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/harness/stream_readers.h"

#include "bench/harness/http_answer.h"

#include <fmt/format.h>

#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>

namespace slipway::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds patience{30};
/// Connections that are being opened at the same time.
constexpr std::size_t opened_at_once = 250;

}  // namespace

struct StreamReaders::Reader {
    FileDescriptor socket;
    std::size_t number = 0;
    std::string tail;  ///< The last bytes, in which a mark may begin.
    bool found = false;
};

StreamReaders::StreamReaders() : events_(::epoll_create1(EPOLL_CLOEXEC)), piece_(64 << 10) {}

StreamReaders::~StreamReaders() = default;

Result<void> StreamReaders::open(std::uint16_t port, std::size_t count,
                                 const std::function<std::string()>& request)
{
    for (std::size_t opened = 0; opened < count;) {
        const std::size_t first = readers_.size();
        for (std::size_t i = 0; i < opened_at_once && opened < count; ++i, ++opened) {
            auto socket = connectTo(port);
            if (!socket)
                return propagate(socket);
            auto reader = std::make_unique<Reader>();
            reader->socket = std::move(*socket);
            reader->number = readers_.size();
            epoll_event wanted{EPOLLIN, {reader.get()}};
            ::epoll_ctl(events_.get(), EPOLL_CTL_ADD, reader->socket.get(), &wanted);
            if (auto sent = sendAll(reader->socket, request()); !sent)
                return sent;
            readers_.push_back(std::move(reader));
        }
        if (auto heads = waitFor("HTTP/1.1 200 OK", first, readers_.size(), Clock::now()); !heads)
            return propagate(heads);
    }
    return {};
}

Result<std::vector<double>> StreamReaders::waitFor(const std::string& mark, std::size_t first,
                                                   std::size_t last, Clock::time_point begin)
{
    for (std::size_t i = first; i < last; ++i)
        readers_[i]->found = false;
    std::vector<double> waited;
    const auto deadline = Clock::now() + patience;
    while (waited.size() < last - first) {
        std::array<epoll_event, 512> ready;
        const int events = ::epoll_wait(events_.get(), ready.data(), int{ready.size()}, 100);
        for (int i = 0; i < events; ++i) {
            Reader& reader = *static_cast<Reader*>(ready[static_cast<std::size_t>(i)].data.ptr);
            const auto found = receive(reader, mark);
            if (!found)
                return propagate(found);
            if (!*found || reader.number < first || reader.number >= last)
                continue;
            waited.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
        }
        if (Clock::now() > deadline)
            return fail(ErrorCode::DeadlineExceeded, fmt::format("Only {} of {} readers received \"{}\".",
                                                                 waited.size(), last - first, mark));
    }
    return waited;
}

/// Whether the mark came with what is read now, for the first time.
Result<bool> StreamReaders::receive(Reader& reader, const std::string& mark)
{
    const ssize_t got = ::recv(reader.socket.get(), piece_.data(), piece_.size(), MSG_DONTWAIT);
    if (got <= 0)
        return fail(ErrorCode::Unavailable, "The server ended a stream.");
    reader.tail.append(piece_.data(), static_cast<std::size_t>(got));
    const bool found = !reader.found && reader.tail.find(mark) != std::string::npos;
    reader.found = reader.found || found;
    if (reader.tail.size() >= mark.size())
        reader.tail.erase(0, reader.tail.size() - mark.size() + 1);
    return found;
}

}  // namespace slipway::bench
