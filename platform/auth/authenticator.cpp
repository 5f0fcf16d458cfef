// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/auth/authenticator.h"

#include "core/json.h"
#include "core/resources/statuses.h"
#include "core/segments/segment_name.h"
#include "platform/auth/roster.h"
#include "platform/store/store.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <mutex>

namespace slipway {

namespace {

tl::unexpected<Error> refuse(const char* type, std::string message)
{
    return fail(ErrorCode::Unauthenticated, std::move(message), type);
}

sigv4::SignedRequest signedRequestOf(const net::RequestHead& head)
{
    sigv4::SignedRequest request;
    request.method = head.method;
    request.path = head.path;
    request.query = head.query;
    for (const auto& [name, value] : head.headers.all()) {
        std::string lower = name;
        std::transform(lower.begin(), lower.end(), lower.begin(),
                       [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
        request.headers.emplace(std::move(lower), value);
    }
    return request;
}

Result<void> checkLive(const KnownKey* key)
{
    if (!key)
        return refuse("unknown-key",
                      "This access key is not known here. Check the key and the server's address.");
    if (key->revoked)
        return refuse("revoked-key", "This access key was revoked. Use another, or make a new one.");
    if (key->expires && *key->expires <= now())
        return refuse("expired-key", "This access key has expired. Make a new one.");
    if (key->secret_key.empty())
        return refuse("unknown-key", "The secret of this access key is not known here. Make a new key.");
    return {};
}

/// A failed check as clients see it: its reason, and what usually causes it.
Error explain(Error error)
{
    error.code = ErrorCode::Unauthenticated;
    if (error.type.empty() || error.type == "unauthenticated")
        error.type = "bad-signature";
    if (error.type == "bad-signature")
        error.message += " Check the secret key, and that no proxy on the way changes requests.";
    return error;
}

}  // namespace

bool Caller::may(Role role, const std::string& project) const
{
    if (administrator)
        return true;
    const auto held = roles.find(project);
    return held != roles.end() && held->second >= role;
}

struct Authenticator::Cache {
    std::mutex mutex;
    std::shared_ptr<const Roster> roster;
    std::int64_t keys_version = 0;  ///< Of the access keys and members in the roster.
    std::int64_t members_version = 0;

    Result<std::shared_ptr<const Roster>> current(Store& store, const SecretBox& secrets);
    /// The mutex must be held.
    bool isCurrent(Store& store) const
    {
        return roster && store.version(Kind::AccessKey) == keys_version &&
               store.version(Kind::Member) == members_version;
    }
};

Result<std::shared_ptr<const Roster>> Authenticator::Cache::current(Store& store, const SecretBox& secrets)
{
    const std::lock_guard lock(mutex);
    if (isCurrent(store))
        return roster;
    // Looked up before reading, so that what is written meanwhile is read next time.
    const std::int64_t keys_now = store.version(Kind::AccessKey);
    const std::int64_t members_now = store.version(Kind::Member);
    auto read = readRoster(store, secrets);
    if (!read)
        return propagate(read);
    keys_version = keys_now;
    members_version = members_now;
    roster = std::make_shared<const Roster>(std::move(*read));
    return roster;
}

Authenticator::Authenticator(Store& store, const SecretBox& secrets)
    : store_(store), secrets_(secrets), cache_(std::make_unique<Cache>())
{
}

Authenticator::~Authenticator() = default;

bool Authenticator::isCurrent() const
{
    const std::unique_lock lock(cache_->mutex, std::try_to_lock);
    return lock && cache_->isCurrent(store_);
}

Result<Authenticated> Authenticator::authenticate(const net::RequestHead& head, std::string_view service)
{
    auto request = signedRequestOf(head);
    auto claim = sigv4::readClaim(request);
    if (!claim && claim.error().code == ErrorCode::NotFound)
        return refuse("missing-signature",
                      "This request is not signed. Sign it with an access key (AWS Signature V4).");
    if (!claim)
        return tl::unexpected(explain(claim.error()));
    const auto* payload_hash = head.headers.find("x-amz-content-sha256");
    if (!payload_hash && !claim->presigned)
        return refuse("missing-payload-hash",
                      "Send the SHA-256 of the body in the header X-Amz-Content-Sha256.");
    request.payload_hash = payload_hash ? *payload_hash : std::string(sigv4::unsigned_payload);
    if (!claim->session_token.empty())
        return refuse("unknown-token", "This server gives no session tokens. Sign with an access key alone.");

    auto roster = cache_->current(store_, secrets_);
    if (!roster)
        return propagate(roster);
    auto holder = holderOf(claim->access_key, TaskKey::Use::Objects, **roster);
    if (!holder)
        return propagate(holder);
    const bool s3 = service == "s3";
    const sigv4::Scope scope{s3 ? std::string() : std::string(service), std::string(service),
                             s3 ? sigv4::PathEncoding::Once : sigv4::PathEncoding::Twice};
    if (auto verified = sigv4::verify(request, *claim, holder->secret_key, scope, now()); !verified)
        return tl::unexpected(explain(verified.error()));
    return Authenticated{std::move(holder->caller), std::move(*claim), request.payload_hash,
                         std::move(holder->secret_key)};
}

Result<Authenticated> Authenticator::authenticateForm(const sigv4::FormFields& fields)
{
    auto claim = sigv4::readPostClaim(fields);
    if (!claim && claim.error().code == ErrorCode::NotFound)
        return refuse("missing-signature",
                      "This form is not signed. Sign its policy with an access key (AWS Signature V4).");
    if (!claim)
        return tl::unexpected(explain(claim.error()));
    if (!claim->session_token.empty())
        return refuse("unknown-token", "This server gives no session tokens. Sign with an access key alone.");
    const std::string* policy = find(fields, "policy");
    if (!policy)
        return refuse("missing-signature", "This form has no policy. Sign one with an access key.");
    auto roster = cache_->current(store_, secrets_);
    if (!roster)
        return propagate(roster);
    auto holder = holderOf(claim->access_key, TaskKey::Use::Streams, **roster);
    if (!holder)
        return propagate(holder);
    const sigv4::Scope scope{{}, "s3", sigv4::PathEncoding::Once};
    if (auto good = sigv4::verifyPost(*policy, *claim, holder->secret_key, scope, now()); !good)
        return tl::unexpected(explain(good.error()));
    return Authenticated{std::move(holder->caller), std::move(*claim), std::string(sigv4::unsigned_payload),
                         std::move(holder->secret_key)};
}

Result<Authenticator::Holder> Authenticator::holderOf(std::string_view access_key, TaskKey::Use use,
                                                      const Roster& roster)
{
    if (const auto task = readTaskKey(access_key)) {
        if (task->use != TaskKey::Use::Objects && task->use != use)
            return refuse("unknown-key", "This access key signs nothing but forms.");
        return taskHolder(*task, roster);
    }
    const auto found = roster.keys.find(access_key);
    const KnownKey* key = found == roster.keys.end() ? nullptr : &found->second;
    if (auto live = checkLive(key); !live)
        return propagate(live);
    return Holder{callerOf(key->user, std::string(access_key), roster), key->secret_key};
}

Result<Authenticator::Holder> Authenticator::taskHolder(const TaskKey& key, const Roster& roster)
{
    const auto workload = store_.get(key.workload);
    if (!workload && workload.error().code != ErrorCode::NotFound)
        return propagate(workload);
    const auto status =
        workload ? parseJson(workload->status).and_then(readWorkloadStatus) : Result<WorkloadStatus>();
    const bool runs = workload && status && status->attempt == key.attempt &&
                      (status->phase == Phase::Starting || status->phase == Phase::Running ||
                       status->phase == Phase::Stopping);
    if (!runs || roster.task_secret.empty())
        return refuse("expired-key", "This access key is a task's, and the task does not run any more.");
    const Caller owner = callerOf(workload->owner, accessKeyOf(key), roster);
    if (!owner.may(Role::Engineer, workload->project))
        return refuse("revoked-key", "Who started this task may not run tasks in its project any more.");
    Caller caller;
    caller.user = owner.user;
    caller.access_key = owner.access_key;
    caller.task = TaskScope();
    const bool streams = key.use == TaskKey::Use::Streams;
    caller.roles.emplace(streams ? segments_bucket : workload->project, Role::Engineer);
    if (streams)
        caller.task->writes = segmentsOf(key.workload, key.attempt);
    else if (workload->kind == Kind::Job)
        caller.task->writes = "jobs/" + workload->name + "/" + workload->id.text() + "/";
    std::string secret_key = secretKeyOf(roster.task_secret, caller.access_key);
    return Holder{std::move(caller), std::move(secret_key)};
}

Result<Caller> Authenticator::caller(std::string_view access_key)
{
    auto roster = cache_->current(store_, secrets_);
    if (!roster)
        return propagate(roster);
    auto holder = holderOf(access_key, TaskKey::Use::Objects, **roster);
    return holder ? Result<Caller>(std::move(holder->caller)) : propagate(holder);
}

Caller Authenticator::callerOf(const std::string& user, const std::string& access_key, const Roster& roster)
{
    Caller caller;
    caller.user = user;
    caller.access_key = access_key;
    caller.administrator = roster.administrators.contains(user);
    if (const auto roles = roster.roles.find(user); roles != roster.roles.end())
        caller.roles = roles->second;
    return caller;
}

}  // namespace slipway
