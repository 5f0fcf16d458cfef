// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"
#include "net/serve/server.h"
#include "net/socket_address.h"

#include <poll.h>
#include <sys/socket.h>

#include <QtTest>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace slipway::net {

inline constexpr std::chrono::milliseconds patience{10'000};

/// A service made of two functions; admits everything as a small buffered request unless told otherwise.
class FunctionService final : public Service {
public:
    std::function<std::variant<BodyPolicy, Response>(const RequestHead&)> on_admit;
    std::function<Response(Request)> on_handle;

    std::variant<BodyPolicy, Response> admit(const RequestHead& head) override
    {
        return on_admit ? on_admit(head) : BodyPolicy();
    }
    Response handle(Request request) override { return on_handle(std::move(request)); }
};

inline Response textResponse(std::string text, int status = 200)
{
    Response response;
    response.status = status;
    response.body = std::move(text);
    return response;
}

/// Sends and receives exact bytes.
class RawClient {
public:
    explicit RawClient(const std::string& address)
    {
        const auto where = SocketAddress::parse(address);
        socket_ = FileDescriptor(::socket(where->family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
        connected_ = ::connect(socket_.get(), where->data(), where->size()) == 0;
    }

    bool isConnected() const { return connected_; }
    int fd() const { return socket_.get(); }

    bool send(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0)
                return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    /// Adds what comes to received(); false at the end, or when nothing comes for long.
    bool receive()
    {
        pollfd waiting{socket_.get(), POLLIN, 0};
        if (::poll(&waiting, 1, static_cast<int>(patience.count())) <= 0)
            return false;
        char piece[16384];
        const ssize_t got = ::recv(socket_.get(), piece, sizeof piece, 0);
        ended_ = got == 0 || (got < 0 && errno == ECONNRESET);
        if (got > 0)
            received_.append(piece, static_cast<std::size_t>(got));
        return got > 0;
    }

    bool receiveUntil(std::string_view text)
    {
        while (received_.find(text) == std::string::npos) {
            if (!receive())
                return false;
        }
        return true;
    }

    /// Everything up to the end of the connection.
    std::string receiveAll()
    {
        while (receive()) {}
        return received_;
    }

    const std::string& received() const { return received_; }
    void forgetReceived() { received_.clear(); }
    bool hasEnded() const { return ended_; }
    void close() { socket_ = FileDescriptor(); }

private:
    FileDescriptor socket_;
    std::string received_;
    bool connected_ = false;
    bool ended_ = false;
};

/// The status codes of the responses in `bytes`, such as "200 400"; interim ones too.
inline std::string statusesIn(std::string_view bytes)
{
    std::string statuses;
    constexpr std::string_view mark = "HTTP/1.1 ";
    for (std::size_t at = bytes.find(mark); at != std::string_view::npos; at = bytes.find(mark, at + 1)) {
        const std::string_view code = bytes.substr(at + mark.size(), 3);
        if (code.find_first_not_of("0123456789") == std::string_view::npos)
            statuses += (statuses.empty() ? "" : " ") + std::string(code);
    }
    return statuses;
}

/// What follows the first empty line.
inline std::string bodyIn(const std::string& bytes)
{
    const std::size_t end = bytes.find("\r\n\r\n");
    return end == std::string::npos ? std::string() : bytes.substr(end + 4);
}

inline std::unique_ptr<Server> startServer(const std::shared_ptr<Service>& service,
                                           ServerOptions options = {})
{
    options.workers = 4;
    options.streaming_workers = 4;
    auto server = Server::start(std::move(options), service);
    return server ? std::move(*server) : nullptr;
}

}  // namespace slipway::net
