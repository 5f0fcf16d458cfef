// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/harness/http_answer.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <string>

namespace slipway::bench {

std::optional<AnswerHead> readAnswerHead(std::string_view bytes)
{
    const std::size_t end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos)
        return std::nullopt;
    AnswerHead head;
    head.head_bytes = end + 4;
    std::from_chars(bytes.data() + 9, bytes.data() + 12, head.status);
    constexpr std::string_view length = "\ncontent-length: ";
    for (std::size_t i = bytes.find('\n'); i < end; i = bytes.find('\n', i + 1)) {
        const std::string_view line = bytes.substr(i, length.size());
        const bool found =
            line.size() == length.size() && ::strncasecmp(line.data(), length.data(), line.size()) == 0;
        if (found)
            std::from_chars(bytes.data() + i + length.size(), bytes.data() + end, head.body_bytes);
    }
    return head;
}

Result<FileDescriptor> connectTo(std::uint16_t port)
{
    FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (!socket || ::connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        return fail(ErrorCode::Unavailable,
                    "Port " + std::to_string(port) + " cannot be reached: " + std::strerror(errno) + ".");
    const int on = 1;
    ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return socket;
}

Result<void> sendAll(const FileDescriptor& socket, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return fail(ErrorCode::Unavailable,
                        std::string("The server took no request: ") + std::strerror(errno));
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return {};
}

}  // namespace slipway::bench
