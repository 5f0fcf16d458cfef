// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hash.h"
#include "net/serve/listener.h"
#include "net/tunnel/tunnel_route.h"
#include "net_fixtures.h"

#include <openssl/evp.h>

#include <atomic>

namespace slipway::net {

/// Messages are the connection's bytes as they are.
class PlainTraffic final : public TunnelTraffic {
public:
    std::string_view prefix() const override { return {}; }
    Result<std::string_view> take(const MessagePart& part) override { return part.bytes; }
    Result<void> end() override { return {}; }
};

/// Leads to a URL; counts what it was asked.
class Route final : public TunnelRoute {
public:
    explicit Route(std::string url) { sent.url = std::move(url); }

    Result<TunnelRequest> request() override
    {
        ++requests;
        TunnelRequest one = sent;
        one.protocol = "chat";
        if (requests == 2 && !second_path.empty())
            one.url = second_path;
        return one;
    }
    Refusal refused(int status, std::string_view body) override
    {
        return {{errorCodeOf(status), std::to_string(status) + " " + std::string(body), "refused", {}},
                !second_path.empty()};
    }
    std::unique_ptr<TunnelTraffic> traffic() override { return std::make_unique<PlainTraffic>(); }

    TunnelRequest sent;
    std::string second_path;  ///< The URL of a second try, which is made when this is set.
    std::atomic<int> requests = 0;
};

/// A server's end of a tunnel, byte by byte.
class RawServer {
public:
    RawServer()
    {
        auto listener = listenOn("127.0.0.1:0");
        listener_ = std::move(listener->socket);
        address_ = listener->address;
    }

    std::string url() const { return "http://" + address_ + "/"; }

    bool accept()
    {
        pollfd waiting{listener_.get(), POLLIN, 0};
        if (::poll(&waiting, 1, static_cast<int>(patience.count())) != 1)
            return false;
        peer_ = FileDescriptor(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
        return receiveUntil("\r\n\r\n");
    }

    /// Accepts a connection and opens the WebSocket, with more behind its answer.
    bool open(const std::string& behind = {})
    {
        if (!accept())
            return false;
        const std::string mark = "Sec-WebSocket-Key: ";
        const std::string key = received_.substr(received_.find(mark) + mark.size(), 24);
        const std::string text = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
        unsigned char digest[EVP_MAX_MD_SIZE];
        unsigned int size = 0;
        EVP_Digest(text.data(), text.size(), digest, &size, EVP_sha1(), nullptr);
        received_.clear();
        return send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    "Sec-WebSocket-Protocol: chat\r\nSec-WebSocket-Accept: " +
                    base64({reinterpret_cast<const char*>(digest), size}) + "\r\n\r\n" + behind);
    }

    bool send(const std::string& bytes) const
    {
        return ::send(peer_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) == ssize_t(bytes.size());
    }

    /// Waits until so many bytes are there; fewer come at the end of the connection.
    const std::string& receive(std::size_t size)
    {
        while (received_.size() < size && receiveSome()) {}
        return received_;
    }

    bool receiveUntil(const std::string& text)
    {
        while (received_.find(text) == std::string::npos) {
            if (!receiveSome())
                return false;
        }
        return true;
    }

    void close() { peer_ = FileDescriptor(); }

private:
    bool receiveSome()
    {
        pollfd waiting{peer_.get(), POLLIN, 0};
        char piece[4096];
        if (::poll(&waiting, 1, static_cast<int>(patience.count())) != 1)
            return false;
        const ssize_t got = ::recv(peer_.get(), piece, sizeof piece, 0);
        received_.append(piece, static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        return got > 0;
    }

    FileDescriptor listener_;
    FileDescriptor peer_;
    std::string address_;
    std::string received_;
};

/// The content of a client's frame of at most 125 bytes.
inline std::string contentOf(const std::string& frame)
{
    std::string content = frame.substr(6);
    for (std::size_t i = 0; i < content.size(); ++i)
        content[i] = static_cast<char>(content[i] ^ frame[2 + i % 4]);
    return content;
}

/// Whether a connection ends by a reset, after whatever comes.
inline bool isReset(int fd)
{
    pollfd waiting{fd, POLLIN, 0};
    char piece[64];
    ssize_t got = 1;
    while (got > 0 && ::poll(&waiting, 1, static_cast<int>(patience.count())) == 1)
        got = ::recv(fd, piece, sizeof piece, 0);
    return got < 0 && errno == ECONNRESET;
}

}  // namespace slipway::net
