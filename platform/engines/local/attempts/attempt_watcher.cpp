// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/local/attempts/attempt_watcher.h"

#include "runner/processes/process_signal.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

namespace slipway {

AttemptWatcher::AttemptWatcher(std::function<void(const std::string& key)> changed)
    : changed_(std::move(changed)),
      inotify_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)),
      wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      thread_([this] { run(); })
{
}

AttemptWatcher::~AttemptWatcher()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    ::eventfd_write(wake_.get(), 1);
    thread_.join();
}

void AttemptWatcher::add(const std::string& key, const std::vector<std::filesystem::path>& directories,
                         const ProcessIdentity& waiter)
{
    {
        const std::lock_guard lock(mutex_);
        for (const std::filesystem::path& directory : directories) {
            const int watch =
                ::inotify_add_watch(inotify_.get(), directory.c_str(), IN_MOVED_TO | IN_CLOSE_WRITE);
            if (watch >= 0) {
                directories_[watch] = key;
            }
        }
        if (FileDescriptor process = openProcess(waiter)) {
            waiters_[key] = std::move(process);
        }
    }
    poke(key);
}

void AttemptWatcher::remove(const std::string& key)
{
    const std::lock_guard lock(mutex_);
    std::erase_if(directories_, [&](const auto& entry) {
        return entry.second == key && (::inotify_rm_watch(inotify_.get(), entry.first), true);
    });
    waiters_.erase(key);
    pokes_.erase(key);
}

void AttemptWatcher::poke(const std::string& key, std::chrono::milliseconds delay)
{
    const std::lock_guard lock(mutex_);
    const Clock::time_point due = Clock::now() + delay;
    const auto [pending, added] = pokes_.emplace(key, due);
    pending->second = std::min(pending->second, due);
    ::eventfd_write(wake_.get(), 1);
}

int AttemptWatcher::untilNext() const
{
    if (pokes_.empty()) {
        return -1;
    }
    const auto next = std::min_element(pokes_.begin(), pokes_.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(next->second - Clock::now());
    return static_cast<int>(std::max<std::int64_t>(wait.count(), 0));
}

void AttemptWatcher::collectFileEvents(std::set<std::string>& due)
{
    alignas(inotify_event) std::array<char, 16384> buffer;
    ssize_t size = 0;
    while ((size = ::read(inotify_.get(), buffer.data(), buffer.size())) > 0) {
        for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
            const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
            if ((event->mask & IN_Q_OVERFLOW) != 0) {
                for (const auto& [watch, key] : directories_) {
                    due.insert(key);
                }
            } else if (const auto found = directories_.find(event->wd); found != directories_.end()) {
                due.insert(found->second);
            }
            at += sizeof(inotify_event) + event->len;
        }
    }
}

void AttemptWatcher::collect(std::set<std::string>& due)
{
    collectFileEvents(due);
    const auto now = Clock::now();
    std::erase_if(pokes_,
                  [&](const auto& poke) { return poke.second <= now && (due.insert(poke.first), true); });
    for (auto waiter = waiters_.begin(); waiter != waiters_.end();) {
        pollfd source{waiter->second.get(), POLLIN, 0};
        const bool ended = ::poll(&source, 1, 0) > 0;
        if (ended) {
            due.insert(waiter->first);
        }
        waiter = ended ? waiters_.erase(waiter) : std::next(waiter);
    }
}

void AttemptWatcher::run()
{
    for (;;) {
        std::vector<pollfd> sources{{wake_.get(), POLLIN, 0}, {inotify_.get(), POLLIN, 0}};
        int timeout = -1;
        {
            const std::lock_guard lock(mutex_);
            for (const auto& [key, process] : waiters_) {
                sources.push_back({process.get(), POLLIN, 0});
            }
            timeout = untilNext();
        }
        ::poll(sources.data(), sources.size(), timeout);
        std::set<std::string> due;
        {
            const std::lock_guard lock(mutex_);
            eventfd_t count = 0;
            ::eventfd_read(wake_.get(), &count);
            if (stopping_) {
                return;
            }
            collect(due);
        }
        for (const std::string& key : due) {
            changed_(key);
        }
    }
}

}  // namespace slipway
