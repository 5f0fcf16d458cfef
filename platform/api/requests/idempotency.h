// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "net/serve/server.h"

#include <optional>
#include <string>

namespace slipway {

class SecretBox;
class Store;
class Transaction;
struct Call;

/// Repeats the first answer to a create that is sent again with the same Idempotency-Key, for a day.
///
/// Answers are kept sealed, since that to a new access key holds its secret.
class Idempotency {
public:
    /// Reads the header. `InvalidArgument` when it is longer than 255 bytes.
    static Result<Idempotency> of(const Call& call, const SecretBox& secrets);

    /// The answer given before. `Conflict` (type "idempotency-key-reused") when the key came with another
    /// body.
    Result<std::optional<net::Response>> replay(const Result<std::optional<std::string>>& record) const;
    Result<std::optional<net::Response>> replay(Store& store) const;
    Result<std::optional<net::Response>> replay(Transaction& transaction) const;

    /// Keeps the answer in the write's own transaction.
    Result<void> keep(Transaction& transaction, int status, const std::string& body) const;

private:
    Idempotency(const SecretBox& secrets, std::string record, std::string payload_hash)
        : secrets_(secrets), record_(std::move(record)), payload_hash_(std::move(payload_hash))
    {
    }

    const SecretBox& secrets_;
    std::string record_;  ///< Key of the record; empty when the request has no Idempotency-Key.
    std::string payload_hash_;
};

/// Seals every kept answer anew, in a transaction.
Result<void> resealAnswers(Store& store, Transaction& transaction, const SecretBox& before,
                           const SecretBox& after);

/// Forgets answers that are older than a day.
Result<void> forgetOldAnswers(Store& store);

}  // namespace slipway
