// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/workspace.h"

#include "client/network.h"
#include "client/resource_feed.h"
#include "ui/session/on_gui_thread.h"

#include <algorithm>

namespace slipway {

namespace {

constexpr std::chrono::seconds ping_interval{10};
constexpr std::chrono::seconds wake_interval{2};
/// More of a kind is not looked through in a window; without a bound a platform could fill the memory.
constexpr std::size_t most_of_a_kind = 64'000;

std::vector<Kind> watchedKinds()
{
    return {Kind::Environment, Kind::Job,   Kind::Dataset, Kind::Volume,  Kind::Template, Kind::Node,
            Kind::Flavor,      Kind::Image, Kind::Project, Kind::Cluster, Kind::Store};
}

std::string keyOf(const FeedChange& change)
{
    return itemKey(change.resource);
}

}  // namespace

Workspace::Workspace(Profile profile, QObject* parent)
    : QObject(parent), session_(profile, openNetwork(), onGuiThread(this)), project_(profile.project)
{
    // One thread keeps what the watch tells in order.
    reader_.setMaxThreadCount(1);
    ping_.setInterval(ping_interval);
    connect(&ping_, &QTimer::timeout, this, &Workspace::askAccount);
    clock_.setInterval(wake_interval);
    connect(&clock_, &QTimer::timeout, this, &Workspace::look);
    clock_.start();
    look();
    reconnect();
}

Workspace::~Workspace()
{
    feed_.reset();
    calls_.cancelAll();
    reader_.clear();
    reader_.waitForDone();
}

void Workspace::reconnect()
{
    ++epoch_;
    feed_.reset();
    calls_.cancelAll();
    startFeed();
    askAccount();
    ping_.start();
}

void Workspace::startFeed()
{
    FeedCallbacks callbacks;
    callbacks.on_cut = [this](const std::vector<Kind>& kinds) { cut_ = {kinds.begin(), kinds.end()}; };
    callbacks.on_reset = [this](std::vector<Resource> all) { readLater(std::move(all)); };
    callbacks.on_changes = [this](std::vector<FeedChange> changes) { readLater(std::move(changes)); };
    callbacks.on_state = [this](bool live, const Error* error) { setLive(live, error); };
    FeedTiming timing;
    timing.most_of_a_kind = most_of_a_kind;
    feed_ = std::make_unique<ResourceFeed>(session_, watchedKinds(), std::move(callbacks), timing);
}

void Workspace::readLater(std::vector<Resource> all)
{
    reader_.start([this, epoch = epoch_, deliver = onGuiThread(this), all = std::move(all)]() mutable {
        ItemIndex items;
        for (Resource& resource : all)
            items.put(readItem(std::move(resource)));
        all = {};
        deliver([this, epoch, items = std::move(items)]() mutable {
            if (epoch == epoch_)
                replaceAll(std::move(items));
        });
    });
}

void Workspace::readLater(std::vector<FeedChange> changes)
{
    reader_.start(
        [this, epoch = epoch_, deliver = onGuiThread(this), changes = std::move(changes)]() mutable {
            std::vector<ItemChange> read;
            read.reserve(changes.size());
            for (FeedChange& change : changes) {
                ItemChange next{change.resource.kind, keyOf(change), nullptr};
                if (!change.removed)
                    next.item = readItem(std::move(change.resource));
                read.push_back(std::move(next));
            }
            deliver([this, epoch, read = std::move(read)]() mutable {
                if (epoch == epoch_)
                    apply(std::move(read));
            });
        });
}

void Workspace::replaceAll(ItemIndex items)
{
    std::swap(items_, items);
    loaded_ = true;
    // Letting go of many takes its time, too.
    reader_.start([old = std::move(items)]() mutable { old = {}; });
    Q_EMIT reset();
    askAccount();  // All is listed anew when the roles have changed.
}

void Workspace::apply(std::vector<ItemChange> changes)
{
    std::vector<ItemChange> applied;
    for (ItemChange& change : changes) {
        if (!change.item) {
            if (!items_.remove(change.kind, change.key))
                continue;
        } else {
            const ItemPtr old = items_.find(change.kind, change.key);
            const bool stale = old && old->resource.id == change.item->resource.id &&
                               old->resource.version > change.item->resource.version;
            if (stale)
                continue;
            items_.put(change.item);
        }
        applied.push_back(std::move(change));
    }
    if (!applied.empty())
        Q_EMIT changed(applied);
}

void Workspace::adopt(Resource resource)
{
    if (resource.name.empty())
        return;
    ItemChange change{resource.kind, itemKey(resource), nullptr};
    change.item = readItem(std::move(resource));
    apply({std::move(change)});
}

void Workspace::look()
{
    if (!wake_.slept(now(), std::chrono::steady_clock::now()))
        return;
    // The connection looks alive until its silence is noticed, while what is shown is as old as the sleep.
    const Error error{ErrorCode::Unavailable,
                      "This computer slept. What happened meanwhile is being fetched.",
                      "woken",
                      {}};
    setLive(false, &error);
    reconnect();
}

bool Link::needsNewConnection() const
{
    return state == State::Lost && error &&
           (error->code == ErrorCode::Unauthenticated || error->type == "certificate-changed" ||
            error->type == "untrusted-certificate");
}

void Workspace::setLive(bool live, const Error* error)
{
    const bool was_live = link_.state == Link::State::Live;
    link_.state = live ? Link::State::Live : Link::State::Lost;
    link_.error = error ? std::optional(*error) : std::nullopt;
    if (live)
        link_.live_until.reset();
    else if (was_live)
        link_.live_until = now();
    Q_EMIT linkChanged();
}

void Workspace::askAccount()
{
    if (!calls_.empty())
        return;
    QElapsedTimer clock;
    clock.start();
    calls_.start<Account>([this](Answer<Account> done) { return session_.account(std::move(done)); },
                          [this, clock](Result<Account> account) {
                              link_.round_trip.reset();
                              if (account) {
                                  account_ = std::move(*account);
                                  link_.round_trip = std::chrono::milliseconds(clock.elapsed());
                                  Q_EMIT accountChanged();
                              }
                              Q_EMIT linkChanged();
                          });
}

void Workspace::setProject(std::string project)
{
    if (project == project_)
        return;
    project_ = std::move(project);
    Q_EMIT projectChanged();
}

bool Workspace::isMember() const
{
    return account_.user.empty() || account_.administrator ||
           std::any_of(account_.roles.begin(), account_.roles.end(),
                       [this](const auto& role) { return role.first == project_; });
}

std::vector<ItemPtr> Workspace::items(Kind kind) const
{
    std::vector<ItemPtr> found;
    for (const auto& [key, item] : all(kind))
        found.push_back(item);
    return found;
}

std::vector<ItemPtr> Workspace::projectItems(Kind kind) const
{
    std::vector<ItemPtr> found;
    for (const auto& [key, item] : all(kind))
        if (item->resource.project == project_)
            found.push_back(item);
    return found;
}

std::vector<ItemPtr> Workspace::itemsAfter(Kind kind, const std::string& key, std::size_t limit) const
{
    std::vector<ItemPtr> found;
    const auto& of_kind = all(kind);
    for (auto next = of_kind.upper_bound(key); next != of_kind.end() && found.size() < limit; ++next)
        found.push_back(next->second);
    return found;
}

}  // namespace slipway
