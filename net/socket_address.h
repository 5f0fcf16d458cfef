// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"
#include "core/result.h"

#include <sys/socket.h>

#include <memory>
#include <string>
#include <string_view>

namespace slipway::net {

/// "HOST:PORT" in its parts.
struct HostPort {
    std::string host;  ///< Without the brackets of IPv6.
    unsigned short port = 0;

    /// Reads "127.0.0.1:80", "[::1]:0" or "example.org:443".
    static Result<HostPort> parse(std::string_view text);
};

/// Whether a host is this machine itself by its name or address.
bool isLoopbackHost(std::string_view host);

/// Where a stream socket listens or connects: TCP on IPv4 or IPv6, or a Unix socket whose path may be of any
/// length.
class SocketAddress {
public:
    /// Reads "ADDRESS:PORT" with a numeric address or "localhost", or "unix:PATH".
    static Result<SocketAddress> parse(std::string_view text);

    /// As parse(), and asks the system's resolver for other host names, which may block.
    static Result<SocketAddress> resolve(std::string_view text);

    /// The address of a path in the file system.
    static Result<SocketAddress> unixSocket(const std::string& path);

    /// The address that a socket is bound to.
    static SocketAddress ofSocket(int fd);

    /// The address of the other end of a socket.
    static SocketAddress ofPeer(int fd);

    const sockaddr* data() const;
    socklen_t size() const { return size_; }
    int family() const { return storage_.ss_family; }

    /// The path of a Unix socket as connect() takes it: the one given, or a short way to it that holds while
    /// this address lives.
    const std::string& path() const { return path_; }
    /// Whether path() is such a short way.
    bool isIndirect() const { return directory_ != nullptr; }

    /// "127.0.0.1" or "::1"; "unix" for a Unix socket.
    std::string host() const;
    /// "127.0.0.1:80" or "[::1]:80".
    std::string text() const;
    /// Who is counted as one where strangers are limited: an IPv4 address, the /64 network of an IPv6
    /// address, and nothing for this machine itself.
    std::string origin() const;

private:
    sockaddr_storage storage_{};
    socklen_t size_ = 0;
    std::string path_;
    std::shared_ptr<FileDescriptor> directory_;
};

}  // namespace slipway::net
