// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/watch/kube_watch.h"

#include "platform/engines/kubernetes/api/kube_client.h"
#include "platform/engines/kubernetes/api/kube_error.h"
#include "platform/engines/kubernetes/api/object_json.h"
#include "platform/engines/kubernetes/watch/line_splitter.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace slipway {

namespace {

constexpr std::size_t max_event_bytes = 8u << 20;
/// What may wait to be taken in; a watch that is further behind is dropped and goes on from where it was.
constexpr std::size_t max_waiting_bytes = 64u << 20;

std::string versionOf(const Json& object)
{
    const auto metadata = object.find("metadata");
    return metadata != object.end() && metadata->is_object()
               ? metadata->value("resourceVersion", std::string())
               : std::string();
}

/// What comes from the transfer thread, for the watch's own.
class Inbox {
public:
    Inbox() : splitter_(max_event_bytes) {}

    bool add(std::string_view bytes)
    {
        const std::lock_guard lock(mutex_);
        if (refusing_) {
            refusal_.append(bytes);
            return refusal_.size() < max_event_bytes;
        }
        waiting_bytes_ += bytes.size();
        const bool fine = splitter_.take(bytes, lines_) && waiting_bytes_ < max_waiting_bytes;
        changed_.notify_one();
        return fine;
    }

    void head(int status)
    {
        const std::lock_guard lock(mutex_);
        refusing_ = status >= 300;
        answered_ = !refusing_;
        changed_.notify_one();
    }

    void end(Result<net::FetchResponse> result)
    {
        const std::lock_guard lock(mutex_);
        if (!result)
            error_ = std::move(result.error());
        else if (refusing_)
            error_ = kubeError(result->status, refusal_);
        ended_ = true;
        changed_.notify_one();
    }

    void abandon()
    {
        const std::lock_guard lock(mutex_);
        abandoned_ = true;
        changed_.notify_one();
    }

    /// Waits for more. False once everything has been given and the watch is over.
    bool next(std::vector<std::string>& lines, bool& answered)
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return !lines_.empty() || ended_ || abandoned_ || answered_; });
        answered = std::exchange(answered_, false);
        lines.clear();
        lines.swap(lines_);
        waiting_bytes_ = 0;
        return !abandoned_ && (!lines.empty() || answered || !ended_);
    }

    std::optional<Error> error()
    {
        const std::lock_guard lock(mutex_);
        return error_;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    LineSplitter splitter_;
    std::vector<std::string> lines_;
    std::size_t waiting_bytes_ = 0;
    std::string refusal_;
    std::optional<Error> error_;
    bool refusing_ = false;
    bool answered_ = false;
    bool ended_ = false;
    bool abandoned_ = false;
};

}  // namespace

class KubeWatch::Impl {
public:
    Impl(KubeClient& client, std::string collection, std::string query, WatchSink sink, WatchTiming timing)
        : client_(client),
          collection_(std::move(collection)),
          query_(std::move(query)),
          sink_(std::move(sink)),
          timing_(timing),
          pause_(timing.first_pause),
          thread_([this] { run(); })
    {
    }

    ~Impl()
    {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
            stopped_.notify_all();
            if (inbox_)
                inbox_->abandon();
            if (fetch_)
                fetch_->cancel();
        }
        thread_.join();
    }

    std::optional<Error> trouble() const
    {
        const std::lock_guard lock(mutex_);
        return trouble_;
    }

private:
    void run()
    {
        while (!isStopping()) {
            if (version_.empty() && !list())
                continue;
            watch();
        }
    }

    bool isStopping() const
    {
        const std::lock_guard lock(mutex_);
        return stopping_;
    }

    void works()
    {
        const std::lock_guard lock(mutex_);
        trouble_.reset();
        pause_ = timing_.first_pause;
    }

    /// Notes why nothing comes, and waits before the next try.
    void fails(Error error)
    {
        std::unique_lock lock(mutex_);
        trouble_ = std::move(error);
        stopped_.wait_for(lock, pause_, [this] { return stopping_; });
        pause_ = std::min(pause_ * 2, timing_.longest_pause);
    }

    bool list()
    {
        const auto version = client_.list(
            collection_, query_, {sink_.begin, [this](Json&& object) { sink_.present(std::move(object)); }});
        if (!version) {
            fails(version.error());
            return false;
        }
        version_ = *version;
        sink_.complete();
        works();
        return true;
    }

    void watch();
    std::shared_ptr<Inbox> open();
    void close();
    void take(const std::string& line);

    KubeClient& client_;
    const std::string collection_;
    const std::string query_;
    const WatchSink sink_;
    const WatchTiming timing_;
    std::string version_;           ///< Where the next watch goes on; empty to list first.
    std::optional<Error> failure_;  ///< Of the present watch.

    mutable std::mutex mutex_;
    std::condition_variable stopped_;
    std::optional<Error> trouble_;
    std::chrono::milliseconds pause_;
    bool stopping_ = false;
    std::shared_ptr<Inbox> inbox_;
    std::shared_ptr<net::Fetch> fetch_;
    std::thread thread_;
};

std::shared_ptr<Inbox> KubeWatch::Impl::open()
{
    KubeRequest request;
    request.path =
        fmt::format("{}?watch=true&allowWatchBookmarks=true&timeoutSeconds={}&resourceVersion={}{}{}",
                    collection_, timing_.length.count(), version_, query_.empty() ? "" : "&", query_);
    auto inbox = std::make_shared<Inbox>();
    net::FetchCallbacks callbacks;
    callbacks.on_head = [inbox](const net::FetchResponse& head) { inbox->head(head.status); };
    callbacks.on_body = [inbox](std::string_view bytes) { return inbox->add(bytes); };
    callbacks.on_done = [inbox](Result<net::FetchResponse> result) { inbox->end(std::move(result)); };
    auto fetch = client_.stream(request, timing_.idle, std::move(callbacks));
    if (!fetch) {
        fails(fetch.error());
        return nullptr;
    }
    const std::lock_guard lock(mutex_);
    inbox_ = inbox;
    fetch_ = std::move(*fetch);
    if (stopping_) {
        inbox->abandon();
        fetch_->cancel();
    }
    return inbox;
}

void KubeWatch::Impl::watch()
{
    const std::shared_ptr<Inbox> inbox = open();
    if (!inbox)
        return;
    std::vector<std::string> lines;
    bool answered = false;
    bool opened = false;
    failure_.reset();
    while (!failure_ && inbox->next(lines, answered)) {
        if (answered)
            works();
        opened = opened || answered;
        for (auto line = lines.begin(); line != lines.end() && !failure_; ++line)
            take(*line);
    }
    close();
    if (!failure_)
        failure_ = inbox->error();
    if (!failure_)
        return;  // The server ends each watch after its length.
    if (failure_->code == ErrorCode::Unauthenticated)
        client_.credentialsRefused();
    if (failure_->code == ErrorCode::Gone)
        version_.clear();
    else if (!opened ||
             failure_->code != ErrorCode::DeadlineExceeded)  // Else the next one shows who is there.
        fails(*failure_);
}

void KubeWatch::Impl::close()
{
    std::shared_ptr<net::Fetch> fetch;
    {
        const std::lock_guard lock(mutex_);
        fetch = std::move(fetch_);
        inbox_.reset();
    }
    fetch->cancel();
}

void KubeWatch::Impl::take(const std::string& line)
{
    auto event = parseObject(line);
    const auto object = event && event->is_object() ? event->find("object") : Json::iterator();
    if (!event || !event->is_object() || object == event->end() || !object->is_object()) {
        version_.clear();
        failure_ = {
            ErrorCode::DataLoss, fmt::format("The watch of {} sent what is no event.", collection_), {}, {}};
        return;
    }
    const std::string type = event->value("type", std::string());
    if (type == "ERROR") {
        failure_ = kubeError(object->value("code", 500), dumpJson(*object));
        return;
    }
    const std::string version = versionOf(*object);
    if (type == "ADDED" || type == "MODIFIED")
        sink_.present(std::move(*object));
    else if (type == "DELETED")
        sink_.removed(std::move(*object));
    if (!version.empty())
        version_ = version;
}

KubeWatch::KubeWatch(KubeClient& client, std::string collection, std::string query, WatchSink sink,
                     WatchTiming timing)
    : impl_(std::make_unique<Impl>(client, std::move(collection), std::move(query), std::move(sink), timing))
{
}

KubeWatch::~KubeWatch() = default;

std::optional<Error> KubeWatch::trouble() const
{
    return impl_->trouble();
}

}  // namespace slipway
