// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/object_store.h"
#include "core/resources/resource.h"
#include "core/result.h"

/// What is checked and kept of a wish for a store of objects, whose secret key is in the request alone.
namespace slipway {

struct ApiContext;
struct Call;
class Transaction;

/// Names the secret key that comes with the request, or the one that is kept of `before`, in the wanted spec.
Result<void> nameStoreSecret(const Call& call, const Resource* before, Resource& wanted);

/// Whether objects can be kept there; `before` is null for a new one. Blocks until the store has answered.
Result<void> checkStoreWish(ApiContext& context, const Call& call, const Resource* before,
                            const Resource& wanted);

/// Keeps the secret key of the request, where there is one, before the spec names it.
Result<void> keepStoreSecret(ApiContext& context, Transaction& transaction, const Call& call,
                             const Resource& store);

/// What the platform was started with stays.
Result<void> checkStoreRemoval(const Resource& store);

}  // namespace slipway
