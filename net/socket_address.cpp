// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/socket_address.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace slipway::net {
namespace {

constexpr std::string_view unix_prefix = "unix:";

tl::unexpected<Error> badAddress(std::string_view text)
{
    return fail(ErrorCode::InvalidArgument,
                "\"" + std::string(text) +
                    "\" is no address. Write ADDRESS:PORT, such as 127.0.0.1:8470, or unix:PATH.");
}

// Fills in a numeric address; false when the host is a name.
bool setNumeric(sockaddr_storage& storage, socklen_t& size, const HostPort& where)
{
    const std::string& host = where.host == "localhost" ? std::string("127.0.0.1") : where.host;
    sockaddr_in v4{};
    sockaddr_in6 v6{};
    if (::inet_pton(AF_INET, host.c_str(), &v4.sin_addr) == 1) {
        v4.sin_family = AF_INET;
        v4.sin_port = htons(where.port);
        size = sizeof v4;
        std::memcpy(&storage, &v4, size);
        return true;
    }
    if (::inet_pton(AF_INET6, host.c_str(), &v6.sin6_addr) == 1) {
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(where.port);
        size = sizeof v6;
        std::memcpy(&storage, &v6, size);
        return true;
    }
    return false;
}

}  // namespace

Result<HostPort> HostPort::parse(std::string_view text)
{
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0)
        return badAddress(text);
    std::string_view host = text.substr(0, colon);
    const std::string_view digits = text.substr(colon + 1);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']')
        host = host.substr(1, host.size() - 2);
    else if (host.find(':') != std::string_view::npos)
        return badAddress(text);
    HostPort parts{std::string(host), 0};
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), parts.port);
    if (read.ec != std::errc() || read.ptr != digits.data() + digits.size())
        return badAddress(text);
    return parts;
}

bool isLoopbackHost(std::string_view host)
{
    return host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.") || host == "::1";
}

Result<SocketAddress> SocketAddress::parse(std::string_view text)
{
    if (text.starts_with(unix_prefix))
        return unixSocket(std::string(text.substr(unix_prefix.size())));
    const auto where = HostPort::parse(text);
    if (!where)
        return propagate(where);
    SocketAddress address;
    if (!setNumeric(address.storage_, address.size_, *where))
        return badAddress(text);
    return address;
}

Result<SocketAddress> SocketAddress::resolve(std::string_view text)
{
    const auto where = HostPort::parse(text);
    SocketAddress address;
    if (text.starts_with(unix_prefix) || !where || setNumeric(address.storage_, address.size_, *where))
        return parse(text);
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const int problem =
        ::getaddrinfo(where->host.c_str(), std::to_string(where->port).c_str(), &hints, &found);
    if (problem != 0)
        return fail(ErrorCode::Unavailable,
                    "The host \"" + where->host + "\" cannot be found. Check its name and the network.");
    address.size_ = found->ai_addrlen;
    std::memcpy(&address.storage_, found->ai_addr, found->ai_addrlen);
    ::freeaddrinfo(found);
    return address;
}

Result<SocketAddress> SocketAddress::unixSocket(const std::string& path)
{
    if (path.empty() || path.find('\0') != std::string::npos)
        return fail(ErrorCode::InvalidArgument,
                    "The path of the Unix socket is empty or damaged. Name a file.");
    SocketAddress address;
    address.path_ = path;
    sockaddr_un where{};
    where.sun_family = AF_UNIX;
    if (path.size() >= sizeof where.sun_path) {
        const std::size_t slash = path.rfind('/');
        const std::string directory = slash == std::string::npos ? "." : path.substr(0, slash + 1);
        const std::string file = slash == std::string::npos ? path : path.substr(slash + 1);
        address.directory_ =
            std::make_shared<FileDescriptor>(::open(directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        if (!*address.directory_)
            return fail(ErrorCode::NotFound, "The directory " + directory + " cannot be opened: " +
                                                 std::strerror(errno) + ". Create it first.");
        address.path_ = "/proc/self/fd/" + std::to_string(address.directory_->get()) + "/" + file;
    }
    if (address.path_.size() >= sizeof where.sun_path)
        return fail(ErrorCode::InvalidArgument, "The file name of the Unix socket " + path +
                                                    " is too long. Use one of at most 80 characters.");
    std::memcpy(where.sun_path, address.path_.c_str(), address.path_.size() + 1);
    address.size_ = sizeof where;
    std::memcpy(&address.storage_, &where, sizeof where);
    return address;
}

SocketAddress SocketAddress::ofSocket(int fd)
{
    SocketAddress address;
    address.size_ = sizeof address.storage_;
    if (::getsockname(fd, reinterpret_cast<sockaddr*>(&address.storage_), &address.size_) != 0)
        address.size_ = 0;
    return address;
}

SocketAddress SocketAddress::ofPeer(int fd)
{
    SocketAddress address;
    address.size_ = sizeof address.storage_;
    if (::getpeername(fd, reinterpret_cast<sockaddr*>(&address.storage_), &address.size_) != 0)
        address.size_ = 0;
    return address;
}

const sockaddr* SocketAddress::data() const
{
    return reinterpret_cast<const sockaddr*>(&storage_);
}

std::string SocketAddress::host() const
{
    char text[INET6_ADDRSTRLEN] = "";
    if (family() == AF_INET) {
        const auto* v4 = reinterpret_cast<const sockaddr_in*>(&storage_);
        ::inet_ntop(AF_INET, &v4->sin_addr, text, sizeof text);
    } else if (family() == AF_INET6) {
        // An IPv4 address that came to a socket of both families is said as what it is.
        const in6_addr& v6 = reinterpret_cast<const sockaddr_in6*>(&storage_)->sin6_addr;
        if (IN6_IS_ADDR_V4MAPPED(&v6))
            ::inet_ntop(AF_INET, &v6.s6_addr[12], text, sizeof text);
        else
            ::inet_ntop(AF_INET6, &v6, text, sizeof text);
    } else {
        return "unix";
    }
    return text;
}

std::string SocketAddress::text() const
{
    if (family() == AF_INET)
        return host() + ":" +
               std::to_string(ntohs(reinterpret_cast<const sockaddr_in*>(&storage_)->sin_port));
    if (family() == AF_INET6)
        return "[" + host() +
               "]:" + std::to_string(ntohs(reinterpret_cast<const sockaddr_in6*>(&storage_)->sin6_port));
    return "unix:" + path_;
}

std::string SocketAddress::origin() const
{
    const std::string address = host();
    if (family() == AF_UNIX || address == "::1" || address.starts_with("127."))
        return {};
    if (family() != AF_INET6 || address.find(':') == std::string::npos)
        return address;
    in6_addr network = reinterpret_cast<const sockaddr_in6*>(&storage_)->sin6_addr;
    std::fill(std::begin(network.s6_addr) + 8, std::end(network.s6_addr), 0);
    char text[INET6_ADDRSTRLEN] = "";
    ::inet_ntop(AF_INET6, &network, text, sizeof text);
    return std::string(text) + "/64";
}

}  // namespace slipway::net
