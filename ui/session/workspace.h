// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session.h"
#include "ui/session/item_index.h"
#include "ui/session/pending_calls.h"
#include "ui/session/wake_watch.h"

#include <QElapsedTimer>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace slipway {

class ResourceFeed;
struct FeedChange;

/// One item that came, changed or went. `item` is empty when it went.
struct ItemChange {
    Kind kind = Kind::Job;
    std::string key;
    ItemPtr item;
};

/// Whether what is on screen is what the platform says now.
struct Link {
    enum class State { Connecting, Live, Lost } state = State::Connecting;
    std::optional<Error> error;           ///< Why it was lost.
    std::optional<Timestamp> live_until;  ///< When it was last known to be live, while lost.
    std::optional<std::chrono::milliseconds> round_trip;

    /// Whether it will not come back by itself: keys or certificate are no longer good.
    bool needsNewConnection() const;
};

/// One platform as one user sees it: the session, and everything of interest kept up to date by a watch.
/// Lives on the GUI thread; JSON is read on a thread of its own.
class Workspace : public QObject {
    Q_OBJECT
public:
    explicit Workspace(Profile profile, QObject* parent = nullptr);
    ~Workspace() override;

    Session& session() { return session_; }
    const Account& account() const { return account_; }
    const Link& link() const { return link_; }
    bool loaded() const { return loaded_; }

    const std::string& project() const { return project_; }
    void setProject(std::string project);
    /// Whether the user may see the current project; true as well while the account is not known.
    bool isMember() const;

    /// Of one kind, ordered by key. The reference holds until the event loop runs.
    const ItemIndex::OfKind& all(Kind kind) const { return items_.of(kind); }
    /// A copy of all().
    std::vector<ItemPtr> items(Kind kind) const;
    /// Of one kind, in the current project.
    std::vector<ItemPtr> projectItems(Kind kind) const;
    /// Of one kind, at most `limit` that come after `key`: for those who look at many in pieces.
    std::vector<ItemPtr> itemsAfter(Kind kind, const std::string& key, std::size_t limit) const;
    ItemPtr find(Kind kind, const std::string& key) const { return items_.find(kind, key); }
    /// In the current project.
    ItemCounts counts(Kind kind) const { return items_.counts(kind, project_); }
    /// Whether the platform has more of this kind than its newest, which are here.
    bool isCut(Kind kind) const { return cut_.contains(kind); }
    bool isMine(const Resource& resource) const { return resource.owner == account_.user; }

    /// Starts the watch and the account call anew, as after an error.
    void reconnect();
    /// Takes over a resource that a call answered with, without waiting for the watch to tell.
    void adopt(Resource resource);

Q_SIGNALS:
    void reset();
    void changed(const std::vector<slipway::ItemChange>& changes);
    void linkChanged();
    void accountChanged();
    void projectChanged();

private:
    void startFeed();
    void readLater(std::vector<Resource> all);
    void readLater(std::vector<FeedChange> changes);
    void replaceAll(ItemIndex items);
    void look();
    void apply(std::vector<ItemChange> changes);
    void setLive(bool live, const Error* error);
    void askAccount();

    Session session_;
    std::string project_;
    Account account_;
    Link link_;
    bool loaded_ = false;
    int epoch_ = 0;  ///< Raised by reconnect(), so that what the old watch told is dropped.
    ItemIndex items_;
    std::set<Kind> cut_;
    WakeWatch wake_;
    PendingCalls calls_;
    QTimer ping_;
    QTimer clock_;
    QThreadPool reader_;
    std::unique_ptr<ResourceFeed> feed_;
};

}  // namespace slipway
