// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/opens/open_support.h"

#include "runner/opens/descriptor_socket.h"
#include "runner/opens/found_place.h"
#include "runner/opens/open_filter.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace slipway {

namespace {

constexpr const char* tried_file = "/proc/self/status";
constexpr int patience_ms = 5'000;

[[noreturn]] void openOnce(int socket)
{
    const auto listener = filterOpens();
    if (!listener || !sendDescriptor(socket, listener->get()))
        ::_exit(1);
    ::_exit(::open(tried_file, O_RDONLY) >= 0 ? 0 : 1);
}

bool isReady(int descriptor)
{
    pollfd source{descriptor, POLLIN, 0};
    return ::poll(&source, 1, patience_ms) == 1 && (source.revents & POLLIN) != 0;
}

/// Answers the child's one open as tasks' are answered.
Result<OpenSupport> answerOnce(FileDescriptor listener)
{
    if (!listener || !isReady(listener.get()))
        return fail(ErrorCode::Unimplemented, "seccomp does not tell of opens");
    OpenNotices notices(std::move(listener));
    const auto notice = notices.next();
    WantedFile wanted;
    if (!notice || readWanted(*notice, wanted) != Told::Wanted || wanted.path != tried_file)
        return fail(ErrorCode::Unimplemented, "the memory of its processes cannot be read");
    const FileDescriptor place = findPlace(notice->thread, wanted);
    if (!place)
        return fail(ErrorCode::Unimplemented, "what its processes open cannot be found in /proc");
    const FileDescriptor file(::open(tried_file, O_RDONLY | O_CLOEXEC));
    const int failed = notices.give(*notice, file.get(), OpenNotices::OnExecute::Keep);
    if (failed != 0)
        notices.proceed(*notice);
    return OpenSupport{failed == 0};
}

}  // namespace

Result<OpenSupport> tryWatchingOpens()
{
    auto ends = descriptorSocket();
    const pid_t child = ends[0] ? ::fork() : -1;
    if (child < 0)
        return fail(ErrorCode::Unimplemented, "no process can be made");
    if (child == 0)
        openOnce(ends[1].get());
    ends[1].reset();
    FileDescriptor listener = isReady(ends[0].get()) ? receiveDescriptor(ends[0].get()) : FileDescriptor();
    Result<OpenSupport> support = answerOnce(std::move(listener));
    if (!support)
        ::kill(child, SIGKILL);
    int status = 1;
    ::waitpid(child, &status, 0);
    if (support && status != 0)
        return fail(ErrorCode::Unimplemented, "an open that was watched failed");
    return support;
}

}  // namespace slipway
