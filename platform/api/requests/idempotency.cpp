// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/api/requests/idempotency.h"

#include "core/hash.h"
#include "core/json.h"
#include "platform/api/requests/call.h"
#include "platform/api/requests/problem.h"
#include "platform/auth/secret_box.h"
#include "platform/store/store.h"

#include <nlohmann/json.hpp>

namespace slipway {

namespace {

constexpr const char* space = "idempotency";
constexpr std::size_t max_key = 255;
constexpr auto kept_for = std::chrono::hours(24);

struct KeptAnswer {
    Timestamp time{};
    std::string payload_hash;
    int status = 0;
    std::string sealed_body;
};

std::optional<KeptAnswer> readKept(const std::string& text)
{
    const auto json = parseJson(text);
    if (!json || !json->is_object())
        return std::nullopt;
    const auto time = parseTimestamp(json->value("time", std::string()));
    if (!time)
        return std::nullopt;
    return KeptAnswer{*time, json->value("payload_hash", std::string()), json->value("status", 0),
                      json->value("body", std::string())};
}

}  // namespace

Result<Idempotency> Idempotency::of(const Call& call, const SecretBox& secrets)
{
    const auto* key = call.request.head.headers.find("idempotency-key");
    if (!key || key->empty())
        return Idempotency(secrets, {}, {});
    if (key->size() > max_key)
        return fail(ErrorCode::InvalidArgument, "The Idempotency-Key is longer than 255 bytes.",
                    "bad-idempotency-key");
    const std::string address = call.caller.user + "\n" + call.request.head.target + "\n" + *key;
    return Idempotency(secrets, hex(sha256(address)), call.payload_hash);
}

Result<std::optional<net::Response>>
Idempotency::replay(const Result<std::optional<std::string>>& record) const
{
    if (!record)
        return propagate(record);
    const auto kept = *record ? readKept(**record) : std::nullopt;
    if (!kept || now() - kept->time > kept_for)
        return std::nullopt;
    if (kept->payload_hash != payload_hash_)
        return fail(
            ErrorCode::Conflict,
            "This Idempotency-Key was sent before with another body. Use a new key for a new request.",
            "idempotency-key-reused");
    auto body = secrets_.unseal(kept->sealed_body, record_);
    if (!body)
        return propagate(body);
    auto response = jsonResponse(kept->status, std::move(*body));
    response.headers.set("Idempotency-Replayed", "true");
    return response;
}

Result<std::optional<net::Response>> Idempotency::replay(Store& store) const
{
    if (record_.empty())
        return std::nullopt;
    return replay(store.record(space, record_));
}

Result<std::optional<net::Response>> Idempotency::replay(Transaction& transaction) const
{
    if (record_.empty())
        return std::nullopt;
    return replay(Result<std::optional<std::string>>(transaction.record(space, record_)));
}

Result<void> Idempotency::keep(Transaction& transaction, int status, const std::string& body) const
{
    if (record_.empty())
        return {};
    const Json kept{{"time", formatTimestamp(now())},
                    {"payload_hash", payload_hash_},
                    {"status", status},
                    {"body", secrets_.seal(body, record_)}};
    return transaction.putRecord(space, record_, dumpJson(kept));
}

Result<void> resealAnswers(Store& store, Transaction& transaction, const SecretBox& before,
                           const SecretBox& after)
{
    const auto records = store.records(space);
    if (!records)
        return propagate(records);
    for (const auto& [key, text] : *records) {
        auto json = parseJson(text);
        const auto kept = readKept(text);
        if (!json || !kept)
            continue;  // It cannot be replayed either.
        const auto body = before.unseal(kept->sealed_body, key);
        if (!body)
            return propagate(body);
        (*json)["body"] = after.seal(*body, key);
        if (auto put = transaction.putRecord(space, key, dumpJson(*json)); !put)
            return put;
    }
    return {};
}

Result<void> forgetOldAnswers(Store& store)
{
    const auto records = store.records(space);
    if (!records)
        return propagate(records);
    std::vector<std::string> old;
    for (const auto& [key, value] : *records) {
        const auto kept = readKept(value);
        if (!kept || now() - kept->time > kept_for)
            old.push_back(key);
    }
    if (old.empty())
        return {};
    return store.write([&](Transaction& transaction) -> Result<void> {
        for (const auto& key : old) {
            if (auto removed = transaction.removeRecord(space, key); !removed)
                return removed;
        }
        return {};
    });
}

}  // namespace slipway
