// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/serve/listener.h"
#include "net_fixtures.h"

#include <atomic>
#include <mutex>
#include <thread>

namespace slipway::net {

/// A proxy that connects its clients to whom they name, one after the other, or refuses them.
class ConnectProxy {
public:
    explicit ConnectProxy(std::string refusal = {}) : refusal_(std::move(refusal))
    {
        auto listener = listenOn("127.0.0.1:0");
        listener_ = std::move(listener->socket);
        address_ = listener->address;
        thread_ = std::thread([this] { serve(); });
    }
    ~ConnectProxy()
    {
        stopping_ = true;
        thread_.join();
    }

    const std::string& address() const { return address_; }
    /// The head of the last request.
    std::string head() const
    {
        const std::lock_guard lock(mutex_);
        return head_;
    }

private:
    static bool waits(int fd)
    {
        pollfd waiting{fd, POLLIN, 0};
        return ::poll(&waiting, 1, 20) == 1;
    }

    void serve()
    {
        while (!stopping_) {
            if (!waits(listener_.get()))
                continue;
            const FileDescriptor client(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
            if (!readHead(client.get()))
                continue;
            const RawClient server(target());
            const std::string answer = refusal_.empty() ? "HTTP/1.1 200 Connected\r\n\r\n" : refusal_;
            ::send(client.get(), answer.data(), answer.size(), MSG_NOSIGNAL);
            while (refusal_.empty() && !stopping_ && copy(client.get(), server.fd()) &&
                   copy(server.fd(), client.get())) {}
        }
    }

    bool readHead(int fd)
    {
        std::string head;
        char byte = 0;
        while (!head.ends_with("\r\n\r\n") && ::recv(fd, &byte, 1, 0) == 1)
            head += byte;
        const std::lock_guard lock(mutex_);
        head_ = head;
        return head.starts_with("CONNECT ");
    }

    std::string target() const
    {
        const std::string line = head().substr(8);
        return line.substr(0, line.find(' '));
    }

    /// False when the connection that it reads from has ended.
    static bool copy(int from, int to)
    {
        char piece[65536];
        if (!waits(from))
            return true;
        const ssize_t got = ::recv(from, piece, sizeof piece, 0);
        return got > 0 && ::send(to, piece, static_cast<std::size_t>(got), MSG_NOSIGNAL) == got;
    }

    const std::string refusal_;
    FileDescriptor listener_;
    std::string address_;
    std::atomic<bool> stopping_ = false;
    mutable std::mutex mutex_;
    std::string head_;
    std::thread thread_;
};

}  // namespace slipway::net
