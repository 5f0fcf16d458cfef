// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/opens/open_notices.h"

#include <fcntl.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <cerrno>
#include <iterator>

namespace slipway {

namespace {

/// Since Linux 6.6: both sides of a notice may share a processor. Refused elsewhere, which costs time only.
constexpr std::uint64_t wake_on_same_processor = 1;
constexpr unsigned long set_flags = SECCOMP_IOW(4, std::uint64_t);

void answer(int listener, seccomp_notif_resp response)
{
    ::ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response);
}

}  // namespace

OpenNotices::OpenNotices(FileDescriptor listener) : listener_(std::move(listener))
{
    ::ioctl(listener_.get(), set_flags, wake_on_same_processor);
}

std::optional<OpenNotice> OpenNotices::next()
{
    const std::lock_guard lock(receiving_);
    while (true) {
        pollfd source{listener_.get(), POLLIN, 0};
        if (::poll(&source, 1, -1) < 0 && errno == EINTR)
            continue;
        if ((source.revents & POLLIN) == 0)
            return std::nullopt;
        seccomp_notif notice{};
        if (::ioctl(listener_.get(), SECCOMP_IOCTL_NOTIF_RECV, &notice) != 0)
            continue;  // It was killed before it could be asked.
        OpenNotice read{notice.id, static_cast<pid_t>(notice.pid), notice.data.arch, notice.data.nr, {}};
        std::copy(std::begin(notice.data.args), std::end(notice.data.args), read.arguments.begin());
        return read;
    }
}

bool OpenNotices::waits(const OpenNotice& notice) const
{
    return ::ioctl(listener_.get(), SECCOMP_IOCTL_NOTIF_ID_VALID, &notice.id) == 0;
}

void OpenNotices::proceed(const OpenNotice& notice) const
{
    answer(listener_.get(), {notice.id, 0, 0, SECCOMP_USER_NOTIF_FLAG_CONTINUE});
}

void OpenNotices::refuse(const OpenNotice& notice, int error) const
{
    answer(listener_.get(), {notice.id, 0, -error, 0});
}

int OpenNotices::give(const OpenNotice& notice, int file, OnExecute on_execute) const
{
    const std::uint32_t flags = on_execute == OnExecute::Close ? O_CLOEXEC : 0;
    seccomp_notif_addfd given{notice.id, SECCOMP_ADDFD_FLAG_SEND, static_cast<std::uint32_t>(file), 0, flags};
    return ::ioctl(listener_.get(), SECCOMP_IOCTL_NOTIF_ADDFD, &given) < 0 ? errno : 0;
}

}  // namespace slipway
