// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/api/watch/watch_hub.h"

#include "core/json.h"
#include "core/resources/specs.h"
#include "platform/api/watch/watcher.h"
#include "platform/store/store.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace slipway {

namespace {

constexpr std::size_t batch = 500;
/// A watch that starts further back than this is cheaper as a new list.
constexpr std::size_t max_backlog = 5000;
/// One who catches up is sent no more while this much waits for its connection.
constexpr std::size_t max_waiting_bytes = 1u << 20;
/// A wish is followed by its first effect within milliseconds; where telling everybody takes much longer than
/// that, they are told both at once.
constexpr std::size_t crowd = 500;
constexpr std::chrono::milliseconds crowd_pause{5};

tl::unexpected<Error> listAgain()
{
    return fail(ErrorCode::Gone,
                "Changes since this version are no longer kept. List again, and watch from there.", "gone",
                "since");
}

bool changesRolesOf(const Change& change, const std::string& user)
{
    if (change.resource.kind != Kind::Member)
        return false;
    if (change.removed)
        return true;  // Whose it was is not known any more.
    const auto spec = parseJson(change.resource.spec).and_then(readMemberSpec);
    return !spec || spec->user == user;
}

}  // namespace

/// What other threads tell the hub's; it outlives the hub where connections still hold it.
struct WatchHub::Signal {
    std::mutex mutex;
    std::condition_variable wake;
    bool news = false;
    std::atomic<bool> stopping = false;
    Watchers watchers;

    void raise()
    {
        {
            const std::lock_guard lock(mutex);
            news = true;
        }
        wake.notify_one();
    }
};

WatchHub::WatchHub(Store& store, Authenticator& authenticator, const ApiOptions& options)
    : store_(store),
      authenticator_(authenticator),
      options_(options),
      position_(store.version()),
      next_beat_(std::chrono::steady_clock::now() + options.heartbeat),
      signal_(std::make_shared<Signal>()),
      thread_([this] { serve(); })
{
}

WatchHub::~WatchHub()
{
    stop();
}

void WatchHub::stop()
{
    {
        const std::lock_guard lock(signal_->mutex);
        signal_->stopping = true;
    }
    signal_->wake.notify_one();
    if (thread_.joinable())
        thread_.join();
}

void WatchHub::storeChanged()
{
    signal_->raise();
}

Result<net::Response> WatchHub::watch(const Caller& caller, std::int64_t since, std::set<Kind> kinds)
{
    const auto missed = store_.changesSince(since, max_backlog);
    if (!missed)
        return missed.error().code == ErrorCode::Gone ? listAgain() : propagate(missed);
    // Who starts from nothing sees everything that there is now; others would not learn of what they came to
    // see or lost with a role.
    const bool roles_changed = std::any_of(missed->begin(), missed->end(), [&](const Change& change) {
        return changesRolesOf(change, caller.user);
    });
    if (since > 0 && (roles_changed || missed->size() == max_backlog))
        return listAgain();
    auto watcher = std::make_shared<Watcher>();
    watcher->caller = caller;
    watcher->kinds = std::move(kinds);
    watcher->position = since;
    net::Response response;
    response.headers.set("Content-Type", "text/event-stream");
    response.headers.set("Cache-Control", "no-store");
    response.body = net::StreamStart([watcher, signal = signal_](std::shared_ptr<net::StreamWriter> writer) {
        writer->onDrained([watcher, signal] {
            if (watcher->awaits_drain)
                signal->raise();
        });
        writer->onClosed([watcher, signal] {
            watcher->closed = true;
            signal->raise();
        });
        const std::lock_guard lock(signal->mutex);
        if (signal->stopping)
            return writer->finish();
        watcher->writer = std::move(writer);
        signal->watchers.push_back(watcher);
        signal->news = true;
        signal->wake.notify_one();
    });
    return response;
}

void WatchHub::serve()
{
    while (true) {
        const Watchers watchers = waitForWork();
        if (signal_->stopping)
            break;
        if (watchers.size() >= crowd && position_ < store_.version())
            std::this_thread::sleep_for(crowd_pause);
        tellNews(watchers);
        behind_ = false;
        for (const auto& watcher : watchers) {
            if (watcher->position < position_)
                catchUp(*watcher);
        }
        if (std::chrono::steady_clock::now() >= next_beat_)
            beat(watchers);
    }
    for (const auto& watcher : signal_->watchers)
        watcher->writer->finish();
}

WatchHub::Watchers WatchHub::waitForWork()
{
    std::unique_lock lock(signal_->mutex);
    if (!behind_)
        signal_->wake.wait_until(lock, next_beat_, [this] { return signal_->news || signal_->stopping; });
    signal_->news = false;
    std::erase_if(signal_->watchers, [](const auto& watcher) { return watcher->closed.load(); });
    watching_ = signal_->watchers.size();
    return signal_->watchers;
}

void WatchHub::tellNews(const Watchers& watchers)
{
    while (position_ < store_.version()) {
        const auto changes = store_.changesSince(position_, batch);
        if (!changes && changes.error().code == ErrorCode::Gone)
            position_ = store_.version();  // Everybody is behind now, and each catches up or is told to list.
        if (!changes || changes->empty())
            return;
        if (std::any_of(changes->begin(), changes->end(), [](const Change& change) {
                return change.resource.kind == Kind::Member || change.resource.kind == Kind::AccessKey;
            }))
            checkCallers(watchers);
        EncodedChanges encoded(*changes);
        const std::int64_t reached = changes->back().version;
        for (const auto& watcher : watchers) {
            if (watcher->position == position_)
                send(encoded, *watcher, reached);
        }
        position_ = reached;
    }
}

void WatchHub::catchUp(Watcher& watcher)
{
    watcher.awaits_drain = true;  // Before the look at the queue, so that no drain goes unnoticed.
    if (watcher.closed || watcher.writer->queuedBytes() > max_waiting_bytes)
        return;
    watcher.awaits_drain = false;
    auto changes = store_.changesSince(watcher.position, batch);
    if (!changes)
        return watcher.writer->finish();
    const bool full = changes->size() == batch;
    std::erase_if(*changes, [this](const Change& change) { return change.version > position_; });
    const std::int64_t reached = full && !changes->empty() ? changes->back().version : position_;
    EncodedChanges encoded(*changes);
    send(encoded, watcher, reached);
    behind_ = behind_ || watcher.position < position_;
    if (watcher.position == position_)
        watcher.writer->write(encodeHeartbeat(position_));
}

void WatchHub::send(EncodedChanges& changes, Watcher& watcher, std::int64_t position)
{
    const net::SharedBytes text = changes.textFor(watcher);
    if (text && !watcher.writer->write(text))
        watcher.closed = true;
    watcher.position = position;
}

void WatchHub::checkCallers(const Watchers& watchers)
{
    for (const auto& watcher : watchers) {
        const auto caller = authenticator_.caller(watcher->caller.access_key);
        const bool same = caller && caller->administrator == watcher->caller.administrator &&
                          caller->roles == watcher->caller.roles;
        if (same)
            continue;
        watcher->closed = true;
        watcher->writer->finish();
    }
}

void WatchHub::beat(const Watchers& watchers)
{
    next_beat_ = std::chrono::steady_clock::now() + options_.heartbeat;
    checkCallers(watchers);  // Keys also expire by time.
    const auto usual = std::make_shared<const std::string>(encodeHeartbeat(position_));
    for (const auto& watcher : watchers) {
        if (watcher->closed)
            continue;
        if (watcher->position == position_)
            watcher->writer->write(usual);
        else
            watcher->writer->write(encodeHeartbeat(watcher->position));
    }
}

}  // namespace slipway
