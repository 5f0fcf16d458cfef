// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/directory_watch.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace slipway {

namespace {

constexpr std::chrono::milliseconds without_inotify{100};

}  // namespace

DirectoryWatch::DirectoryWatch()
    : inotify_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
}

void DirectoryWatch::add(const std::filesystem::path& directory)
{
    ::inotify_add_watch(inotify_.get(), directory.c_str(), IN_CREATE | IN_MOVED_TO | IN_MODIFY | IN_ONLYDIR);
}

void DirectoryWatch::wait(std::chrono::milliseconds patience)
{
    std::array<pollfd, 2> sources{{{wake_.get(), POLLIN, 0}, {inotify_.get(), POLLIN, 0}}};
    const auto longest = inotify_ ? patience : std::min(patience, without_inotify);
    ::poll(sources.data(), sources.size(), static_cast<int>(longest.count()));
    takeChanges();
    eventfd_t count = 0;
    ::eventfd_read(wake_.get(), &count);
}

void DirectoryWatch::wake()
{
    ::eventfd_write(wake_.get(), 1);
}

void DirectoryWatch::takeChanges()
{
    alignas(inotify_event) std::array<char, 16u << 10> events{};
    while (::read(inotify_.get(), events.data(), events.size()) > 0) {}
}

}  // namespace slipway
