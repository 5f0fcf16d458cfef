// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/serve/listener.h"

#include "net/socket_address.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>

namespace slipway::net {
namespace {

tl::unexpected<Error> unavailable(const std::string& address, int problem)
{
    return fail(ErrorCode::Unavailable, "Cannot listen on " + address + ": " + std::strerror(problem) +
                                            ". Choose another address, or end the program that holds it.");
}

bool isServed(const SocketAddress& where)
{
    const FileDescriptor probe(::socket(where.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    return ::connect(probe.get(), where.data(), where.size()) == 0 || errno != ECONNREFUSED;
}

bool isSocketFile(const std::string& path)
{
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0 && S_ISSOCK(status.st_mode);
}

int bindTo(int fd, const SocketAddress& where)
{
    if (where.family() == AF_UNIX) {
        ::fchmod(fd, S_IRUSR | S_IWUSR);
    } else {
        const int on = 1;
        ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    }
    if (::bind(fd, where.data(), where.size()) == 0)
        return 0;
    if (errno == EADDRINUSE && where.family() == AF_UNIX && isSocketFile(where.path()) && !isServed(where)) {
        ::unlink(where.path().c_str());
        return ::bind(fd, where.data(), where.size()) == 0 ? 0 : errno;
    }
    return errno;
}

}  // namespace

Result<Listener> listenOn(const std::string& address)
{
    const auto where = SocketAddress::parse(address);
    if (!where)
        return propagate(where);
    Listener listener;
    listener.socket =
        FileDescriptor(::socket(where->family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!listener.socket)
        return unavailable(address, errno);
    const int fd = listener.socket.get();
    if (const int problem = bindTo(fd, *where); problem != 0)
        return unavailable(address, problem);
    if (::listen(fd, SOMAXCONN) != 0)
        return unavailable(address, errno);
    listener.address = where->family() == AF_UNIX ? address : SocketAddress::ofSocket(fd).text();
    return listener;
}

}  // namespace slipway::net
