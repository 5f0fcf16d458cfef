// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/data/ondemand/waiting_open.h"

#include <fcntl.h>

#include <cerrno>
#include <string>

namespace slipway {

void WaitingOpen::open()
{
    const std::string name = "/proc/self/fd/" + std::to_string(place.get());
    file = FileDescriptor(::open(name.c_str(), (wanted.flags & ~(O_NOFOLLOW | O_CREAT)) | O_CLOEXEC));
    error = file ? 0 : errno;
}

void WaitingOpen::answer() const
{
    if (error != 0) {
        notices->refuse(notice, error);
        return;
    }
    if (!file) {
        notices->proceed(notice);
        return;
    }
    const bool closes = (wanted.flags & O_CLOEXEC) != 0;
    const int failed = notices->give(notice, file.get(),
                                     closes ? OpenNotices::OnExecute::Close : OpenNotices::OnExecute::Keep);
    if (failed != 0)
        notices->refuse(notice, failed);
}

}  // namespace slipway
