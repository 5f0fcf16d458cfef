// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/auth/access_keys.h"

#include "core/json.h"
#include "platform/auth/secret_box.h"
#include "platform/store/store.h"

#include <nlohmann/json.hpp>

namespace slipway {

namespace {

constexpr std::size_t secret_length = 40;
constexpr std::size_t random_letters = 16;

std::string newAccessKeyId()
{
    constexpr std::size_t length = 4 + random_letters;
    std::string id;
    id.reserve(length);
    id += "SLIP";
    while (id.size() < length) {
        for (const char letter : newSecret(random_letters)) {
            const bool fits = (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
            if (fits && id.size() < length)
                id += letter;
        }
    }
    return id;
}

}  // namespace

Result<IssuedKey> issueKey(Transaction& transaction, const SecretBox& secrets, Resource key)
{
    IssuedKey issued;
    issued.access_key = newAccessKeyId();
    issued.secret_key = newSecret(secret_length);
    key.status = dumpJson({{"phase", "Active"}, {"access_key", issued.access_key}});
    auto created = transaction.create(std::move(key));
    if (!created)
        return propagate(created);
    issued.resource = std::move(*created);
    const auto sealed = secrets.seal(issued.secret_key, issued.access_key);
    if (auto kept = transaction.putRecord(secrets_space, issued.access_key, sealed); !kept)
        return propagate(kept);
    return issued;
}

Result<Resource> revokeKey(Transaction& transaction, Resource key)
{
    const auto id = accessKeyId(key);
    Json status = {{"phase", "Revoked"}, {"access_key", id}, {"revoked_at", formatTimestamp(now())}};
    if (auto before = parseJson(key.status); before && before->is_object() && before->contains("revoked_at"))
        return key;
    key.status = dumpJson(status);
    if (auto forgotten = transaction.removeRecord(secrets_space, id); !forgotten)
        return propagate(forgotten);
    return transaction.update(std::move(key));
}

Result<void> removeKey(Transaction& transaction, const Resource& key)
{
    if (auto forgotten = transaction.removeRecord(secrets_space, accessKeyId(key)); !forgotten)
        return forgotten;
    return transaction.remove(key.id);
}

std::string accessKeyId(const Resource& key)
{
    const auto status = parseJson(key.status);
    if (!status || !status->is_object())
        return {};
    const auto id = status->find("access_key");
    return id != status->end() && id->is_string() ? id->get<std::string>() : std::string();
}

Result<void> resealKeys(Store& store, Transaction& transaction, const SecretBox& before,
                        const SecretBox& after)
{
    const auto sealed = store.records(secrets_space);
    if (!sealed)
        return propagate(sealed);
    for (const auto& [access_key, text] : *sealed) {
        const auto secret = before.unseal(text, access_key);
        if (!secret)
            return propagate(secret);
        if (auto kept = transaction.putRecord(secrets_space, access_key, after.seal(*secret, access_key));
            !kept)
            return kept;
    }
    return {};
}

}  // namespace slipway
