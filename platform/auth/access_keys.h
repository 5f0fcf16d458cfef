// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "core/result.h"

#include <string>

namespace slipway {

class SecretBox;
class Store;
class Transaction;

/// The record space that holds sealed secrets by access key.
inline constexpr const char* secrets_space = "secrets";

/// A key as its owner sees it once.
struct IssuedKey {
    Resource resource;
    std::string access_key;
    std::string secret_key;
};

/// Creates `key` (name, owner, labels and spec are the caller's) with a new access key, whose id goes into
/// the status and whose secret is sealed.
Result<IssuedKey> issueKey(Transaction& transaction, const SecretBox& secrets, Resource key);

/// Marks the key as revoked and forgets its secret for ever. Revoking twice is a success.
Result<Resource> revokeKey(Transaction& transaction, Resource key);

/// Removes the key and its secret.
Result<void> removeKey(Transaction& transaction, const Resource& key);

/// The access key id in the status of an AccessKey resource; empty when there is none.
std::string accessKeyId(const Resource& key);

/// Seals every stored secret of access keys anew, in a transaction.
Result<void> resealKeys(Store& store, Transaction& transaction, const SecretBox& before,
                        const SecretBox& after);

}  // namespace slipway
