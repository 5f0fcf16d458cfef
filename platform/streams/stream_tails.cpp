// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/streams/stream_tails.h"

#include "platform/streams/tail.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <utility>
#include <vector>

namespace slipway {

using TailPointer = std::shared_ptr<Tail>;

/// The thread and what it watches. What other threads want of it goes through the inbox.
class StreamTails::Loop {
public:
    Loop();

    void run();
    void stop();

    /// Any thread.
    enum class Message { Added, Drained, Ready, Closed };
    void post(TailPointer tail, Message message);
    std::shared_ptr<const FileDescriptor> share(FileDescriptor file);

    std::atomic<std::size_t> followers{0};
    std::atomic<std::uint64_t> sent_bytes{0};
    std::thread thread;

private:
    void takeMessages();
    void takeFileEvents();
    void add(const TailPointer& tail);
    void drop(const TailPointer& tail);
    void pump(const TailPointer& tail);
    void onFileEvent(const inotify_event& event);
    int watch(const std::string& path, std::uint32_t mask, const TailPointer& tail);
    void unwatch(int watch, const TailPointer& tail);

    FileDescriptor inotify_, wake_;
    std::mutex mutex_;
    std::vector<std::pair<TailPointer, Message>> inbox_;
    std::map<std::pair<dev_t, ino_t>, std::weak_ptr<const FileDescriptor>> files_;
    bool stopping_ = false;

    struct Watches {
        int file = -1;
        int directory = -1;
    };
    std::map<TailPointer, Watches> tails_;
    std::set<TailPointer> queued_;  ///< For their next turn.
    PieceReader reader_;
    std::map<int, std::set<TailPointer>> watchers_;
};

StreamTails::Loop::Loop()
    : inotify_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
}

void StreamTails::Loop::post(TailPointer tail, Message message)
{
    {
        const std::lock_guard lock(mutex_);
        if (!stopping_) {
            if (inbox_.empty()) {
                ::eventfd_write(wake_.get(), 1);
            }
            inbox_.emplace_back(std::move(tail), message);
            return;
        }
    }
    tail->abort();
}

std::shared_ptr<const FileDescriptor> StreamTails::Loop::share(FileDescriptor file)
{
    struct stat status {};
    ::fstat(file.get(), &status);
    const std::lock_guard lock(mutex_);
    std::erase_if(files_, [](const auto& entry) { return entry.second.expired(); });
    auto& known = files_[{status.st_dev, status.st_ino}];
    auto shared = known.lock();
    if (!shared) {
        shared = std::make_shared<const FileDescriptor>(std::move(file));
        known = shared;
    }
    return shared;
}

void StreamTails::Loop::stop()
{
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    ::eventfd_write(wake_.get(), 1);
}

void StreamTails::Loop::run()
{
    for (;;) {
        std::array<pollfd, 2> sources{{{wake_.get(), POLLIN, 0}, {inotify_.get(), POLLIN, 0}}};
        ::poll(sources.data(), sources.size(), -1);
        takeFileEvents();
        takeMessages();
        reader_.forget();
        const std::lock_guard lock(mutex_);
        if (stopping_) {
            break;
        }
    }
    takeMessages();
    for (const auto& [tail, watches] : tails_) {
        tail->abort();
    }
    tails_.clear();
    queued_.clear();
    watchers_.clear();
}

void StreamTails::Loop::takeMessages()
{
    eventfd_t count = 0;
    ::eventfd_read(wake_.get(), &count);
    std::vector<std::pair<TailPointer, Message>> messages;
    {
        const std::lock_guard lock(mutex_);
        messages.swap(inbox_);
    }
    for (const auto& [tail, message] : messages) {
        switch (message) {
        case Message::Added:
            add(tail);
            break;
        case Message::Drained:
            pump(tail);
            break;
        case Message::Ready:
            queued_.erase(tail);
            pump(tail);
            break;
        case Message::Closed:
            drop(tail);
            break;
        }
    }
}

int StreamTails::Loop::watch(const std::string& path, std::uint32_t mask, const TailPointer& tail)
{
    const int watch = ::inotify_add_watch(inotify_.get(), path.c_str(), mask);
    if (watch >= 0) {
        watchers_[watch].insert(tail);
    }
    return watch;
}

void StreamTails::Loop::unwatch(int watch, const TailPointer& tail)
{
    const auto found = watchers_.find(watch);
    if (found == watchers_.end()) {
        return;
    }
    found->second.erase(tail);
    if (found->second.empty()) {
        ::inotify_rm_watch(inotify_.get(), watch);
        watchers_.erase(found);
    }
}

void StreamTails::Loop::add(const TailPointer& tail)
{
    // The descriptor's own name watches the very file that is read, whatever happens to its path.
    const std::string file = "/proc/self/fd/" + std::to_string(tail->file());
    Watches watches;
    watches.file = watch(file, IN_MODIFY | IN_ATTRIB, tail);
    watches.directory = watch(tail->exitFile().parent_path().string(),
                              IN_MOVED_TO | IN_CREATE | IN_DELETE_SELF | IN_ONLYDIR, tail);
    tails_.emplace(tail, watches);
    followers = tails_.size();
    if (watches.file < 0 || watches.directory < 0) {
        tail->abort();
        drop(tail);
        return;
    }
    tail->checkExit();
    pump(tail);
}

void StreamTails::Loop::drop(const TailPointer& tail)
{
    const auto found = tails_.find(tail);
    if (found == tails_.end()) {
        return;
    }
    unwatch(found->second.file, tail);
    unwatch(found->second.directory, tail);
    tails_.erase(found);
    followers = tails_.size();
}

void StreamTails::Loop::pump(const TailPointer& tail)
{
    if (!tails_.contains(tail)) {
        return;
    }
    const std::uint64_t before = tail->offsetBytes();
    const Tail::State state = tail->pump(reader_);
    sent_bytes += tail->offsetBytes() - before;
    if (state == Tail::State::Over) {
        drop(tail);
    } else if (state == Tail::State::Ready && queued_.insert(tail).second) {
        post(tail, Message::Ready);
    }
}

void StreamTails::Loop::takeFileEvents()
{
    alignas(inotify_event) std::array<char, 16384> buffer;
    ssize_t size = 0;
    while ((size = ::read(inotify_.get(), buffer.data(), buffer.size())) > 0) {
        for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
            const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
            onFileEvent(*event);
            at += sizeof(inotify_event) + event->len;
        }
    }
}

void StreamTails::Loop::onFileEvent(const inotify_event& event)
{
    std::set<TailPointer> touched;
    if ((event.mask & IN_Q_OVERFLOW) != 0) {
        for (const auto& [tail, watches] : tails_) {
            touched.insert(tail);
        }
    } else if (const auto found = watchers_.find(event.wd); found != watchers_.end()) {
        touched = found->second;
    }
    for (const TailPointer& tail : touched) {
        struct stat status {};
        const bool deleted = ::fstat(tail->file(), &status) != 0 || status.st_nlink == 0;
        if (deleted || (event.mask & IN_DELETE_SELF) != 0) {
            tail->abort();
            drop(tail);
            continue;
        }
        if ((event.mask & IN_MODIFY) == 0) {
            tail->checkExit();
        }
        pump(tail);
    }
}

StreamTails::StreamTails() : loop_(std::make_shared<Loop>())
{
    loop_->thread = std::thread([loop = loop_.get()] { loop->run(); });
}

StreamTails::~StreamTails()
{
    loop_->stop();
    loop_->thread.join();
}

std::uint64_t StreamTails::sentBytes() const
{
    return loop_->sent_bytes;
}

std::size_t StreamTails::followers() const
{
    return loop_->followers;
}

Result<net::Response> StreamTails::respond(const StreamCatalog& catalog, const std::string& name,
                                           std::uint64_t offset_bytes, Follow follow)
{
    Result<OpenStream> stream = catalog.open(name);
    if (!stream) {
        return propagate(stream);
    }
    net::Response response;
    response.headers.set("Content-Type", "application/octet-stream");
    response.headers.set("Cache-Control", "no-store");
    if (offset_bytes > stream->size_bytes) {
        response.status = 416;
        response.headers.set("Content-Range", "bytes */" + std::to_string(stream->size_bytes));
    } else if (follow == Follow::No) {
        const auto file = std::make_shared<const FileDescriptor>(std::move(stream->file));
        // The very file that was checked, whatever the task puts under its name meanwhile.
        const std::string path = "/proc/self/fd/" + std::to_string(file->get());
        response.body = net::FileBody{path, offset_bytes, stream->size_bytes - offset_bytes, file};
    } else {
        response.body = net::StreamStart(
            [weak = std::weak_ptr(loop_), file = loop_->share(std::move(stream->file)),
             exit_file = catalog.exitFile(), offset_bytes](const std::shared_ptr<net::StreamWriter>& writer) {
                const auto tail = std::make_shared<Tail>(file, exit_file, offset_bytes, writer);
                const auto tell = [weak, seen = std::weak_ptr(tail)](Loop::Message message) {
                    const auto loop = weak.lock();
                    const auto known = seen.lock();
                    if (loop && known) {
                        loop->post(known, message);
                    }
                };
                writer->onDrained([tell, seen = std::weak_ptr(tail)] {
                    const auto known = seen.lock();
                    if (known && known->awaitsDrain()) {
                        tell(Loop::Message::Drained);
                    }
                });
                writer->onClosed([tell] { tell(Loop::Message::Closed); });
                if (const auto loop = weak.lock()) {
                    loop->post(tail, Loop::Message::Added);
                } else {
                    writer->abort();
                }
            });
    }
    return response;
}

}  // namespace slipway
