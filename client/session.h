// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/profile.h"
#include "core/resources/cluster.h"
#include "core/resources/resource.h"
#include "core/resources/statuses.h"
#include "core/result.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace slipway::net {
class Fetcher;
}

namespace slipway {

class Transport;

/// Runs a closure where the caller wants answers: on the GUI thread, or at once.
using Executor = std::function<void(std::function<void()>)>;

/// A call in progress. Destroying the handle cancels the call: its answer is then never delivered.
class Call {
public:
    virtual ~Call() = default;
    /// No answer is delivered after this returns, when called on the executor's thread.
    virtual void cancel() = 0;
};
using CallHandle = std::unique_ptr<Call>;

template <class T>
using Answer = std::function<void(Result<T>)>;

struct ListOptions {
    std::string project;  ///< Empty: platform kinds, or every project that the caller sees.
    std::vector<std::pair<std::string, std::string>> labels;
    std::vector<std::string> phases;
    std::size_t limit = 500;
    std::string cursor;
};

struct ResourcePage {
    std::vector<Resource> items;
    std::string cursor;
    std::int64_t version = 0;
};

/// Who the server says we are.
struct Account {
    std::string user;
    bool administrator = false;
    std::vector<std::pair<std::string, std::string>> roles;  ///< Project and role.
    std::string server_version;
    std::string s3_endpoint;
};

struct NewAccessKey {
    std::string access_key;
    std::string secret_key;
    std::string name = {};  ///< Of the resource, for revoking it.
};

/// Something that happened to a resource: an audit entry as the API lists it.
struct HistoryEntry {
    Timestamp time{};
    std::string user;
    std::string action;
    std::string detail;
};

/// One thing waiting in the queue.
struct QueueEntry {
    std::string project, kind, name, owner;
    std::int64_t position = 0;
    std::int64_t gpus = 0;
    std::string reason;   ///< Machine word.
    std::string message;  ///< A sentence.
    Timestamp since{};
    std::optional<Timestamp> start_by = {};  ///< When it starts at the latest, as far as limits of time tell.
    std::string start_unknown = {};          ///< Machine word for why that is not known.
};

/// One stream of an attempt, as the API lists it.
struct TaskStream {
    std::string name;  ///< "log" or "events/..."
    std::int64_t attempt = 1;
    std::uint64_t size_bytes = 0;
    bool complete = false;  ///< It will grow no more.
};

/// The platform's API as typed calls. Thread-safe; answers arrive on the executor. Every call ends with an
/// answer unless it is cancelled: success, the server's error, or `Unavailable` or `DeadlineExceeded` of the
/// network.
class Session {
public:
    Session(Profile profile, std::shared_ptr<net::Fetcher> fetcher, Executor executor);
    ~Session();

    const Profile& profile() const;
    /// What this library's own feeds, tails and transfers share with the session.
    const std::shared_ptr<Transport>& transport() const { return transport_; }

    CallHandle account(Answer<Account> done);
    CallHandle list(Kind kind, ListOptions options, Answer<ResourcePage> done);
    CallHandle get(Kind kind, std::string project, std::string name, Answer<Resource> done);
    /// Sends kind, name, project, labels and spec. With DryRun::Yes the server checks everything and makes
    /// nothing; the answer's status then says what would happen (Queued with its reason, or Starting).
    enum class DryRun { No, Yes };
    CallHandle create(Resource resource, DryRun dry_run, Answer<Resource> done);
    /// Replaces spec and labels; `Conflict` when `resource.generation` is no longer the newest. `reason` is
    /// kept in the audit trail, here and below; it is needed for what belongs to somebody else.
    CallHandle update(Resource resource, Answer<Resource> done, const std::string& reason = {});
    CallHandle remove(Kind kind, std::string project, std::string name, Answer<void> done,
                      std::string reason = {});
    /// A verb of the API: "release" or "resume" an environment, "stop" a job, "revoke" an access key.
    CallHandle act(Kind kind, std::string project, std::string name, std::string verb, Answer<Resource> done,
                   std::string reason = {});

    CallHandle createAccessKey(std::string description, Answer<NewAccessKey> done);
    CallHandle history(Kind kind, std::string project, std::string name,
                       Answer<std::vector<HistoryEntry>> done);
    /// What a cluster offers and lacks, before it is added or after; `image` is that of a pod to try, empty
    /// for none. Takes up to some minutes with a pod.
    CallHandle checkCluster(const ClusterSpec& spec, const std::string& image,
                            Answer<std::vector<ClusterFinding>> done);
    CallHandle checkCluster(const std::string& name, const std::string& image,
                            Answer<std::vector<ClusterFinding>> done);
    CallHandle queue(Answer<std::vector<QueueEntry>> done);
    CallHandle streams(Kind kind, std::string project, std::string name,
                       Answer<std::vector<TaskStream>> done);
    /// A link that opens an environment's Jupyter, already signed in; valid for a short time.
    CallHandle openLink(std::string project, std::string name, Answer<std::string> done);

private:
    std::shared_ptr<Transport> transport_;
};

}  // namespace slipway
