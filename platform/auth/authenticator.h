// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/signing/post_policy.h"
#include "core/signing/signature_v4.h"
#include "net/serve/server.h"
#include "platform/auth/role.h"
#include "platform/auth/task_keys.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace slipway {

class Store;
class SecretBox;
struct Roster;

/// What the key of a task may do: read its project's bucket, and write where what its job leaves is.
struct TaskScope {
    std::string writes;  ///< A prefix of keys; empty: nothing.
};

/// Somebody whose signature was verified.
struct Caller {
    std::string user;
    std::string access_key;
    bool administrator = false;
    bool platform = false;  ///< The platform itself, which copies what nobody may change any more.
    std::map<std::string, Role> roles;  ///< By project.
    std::optional<TaskScope> task;  ///< Set for a task's own key, which acts for `user` within this scope.

    /// Whether the caller may act in `project` as `role` or better.
    bool may(Role role, const std::string& project) const;
};

/// A request whose signature holds if the body hashes to what it says.
struct Authenticated {
    Caller caller;
    sigv4::Claim claim;
    std::string payload_hash;  ///< As signed: hex SHA-256, UNSIGNED-PAYLOAD or a STREAMING-... word.
    std::string secret_key;    ///< For the chunk signatures of a streamed body; never logged.
};

/// Knows keys and roles, and holds requests against them. Thread-safe; keeps what it read until a
/// key or a member is written.
class Authenticator {
public:
    Authenticator(Store& store, const SecretBox& secrets);
    ~Authenticator();

    /// `Unauthenticated` when the request carries no valid signature of a live key for `service` ("slipway"
    /// or "s3"). S3 signs paths once and for any region.
    Result<Authenticated> authenticate(const net::RequestHead& head, std::string_view service);

    /// The same for a form that uploads an object: what is signed is its policy, which says what it may do.
    Result<Authenticated> authenticateForm(const sigv4::FormFields& fields);

    /// Whether authenticate() can answer without reading the store first. Does not block.
    bool isCurrent() const;

    /// Who a live key signs for and what they may do now, for those that were let in earlier.
    Result<Caller> caller(std::string_view access_key);

private:
    struct Cache;
    /// Whose key it is, with its secret. `Unauthenticated` unless it lives.
    struct Holder {
        Caller caller;
        std::string secret_key;
    };
    Result<Holder> holderOf(std::string_view access_key, TaskKey::Use use, const Roster& roster);
    Result<Holder> taskHolder(const TaskKey& key, const Roster& roster);
    static Caller callerOf(const std::string& user, const std::string& access_key, const Roster& roster);

    Store& store_;
    const SecretBox& secrets_;
    std::unique_ptr<Cache> cache_;
};

}  // namespace slipway
