// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/opens/descriptor_socket.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <cerrno>
#include <cstring>

namespace slipway {

namespace {

/// A message of one byte with room for one descriptor.
struct Message {
    Message()
    {
        header.msg_iov = &content;
        header.msg_iovlen = 1;
        header.msg_control = control.data();
        header.msg_controllen = control.size();
    }
    char byte = 0;
    iovec content{&byte, 1};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr header{};
};

}  // namespace

std::array<FileDescriptor, 2> descriptorSocket()
{
    std::array<int, 2> ends{-1, -1};
    ::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data());
    return {FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

bool sendDescriptor(int socket, int descriptor)
{
    Message message;
    cmsghdr* part = CMSG_FIRSTHDR(&message.header);
    part->cmsg_level = SOL_SOCKET;
    part->cmsg_type = SCM_RIGHTS;
    part->cmsg_len = CMSG_LEN(sizeof descriptor);
    std::memcpy(CMSG_DATA(part), &descriptor, sizeof descriptor);
    return ::sendmsg(socket, &message.header, MSG_NOSIGNAL) == 1;
}

FileDescriptor receiveDescriptor(int socket)
{
    Message message;
    ssize_t size = 0;
    while ((size = ::recvmsg(socket, &message.header, MSG_CMSG_CLOEXEC)) < 0 && errno == EINTR) {}
    const cmsghdr* part = size == 1 ? CMSG_FIRSTHDR(&message.header) : nullptr;
    if (part == nullptr || part->cmsg_type != SCM_RIGHTS)
        return {};
    int descriptor = -1;
    std::memcpy(&descriptor, CMSG_DATA(part), sizeof descriptor);
    return FileDescriptor(descriptor);
}

}  // namespace slipway
