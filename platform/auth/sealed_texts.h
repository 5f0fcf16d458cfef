// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "core/result.h"

#include <string>

/// Secrets that belong to resources, at rest: sealed, apart from the resources, whose specs name them.
namespace slipway {

class SecretBox;
class Store;
class Transaction;

enum class SealedKind { Kubeconfig, StoreSecret };

/// Keeps a version of the text that belongs to the resource `owner`.
Result<void> keepSealed(Transaction& transaction, const SecretBox& secrets, SealedKind kind,
                        const ResourceId& owner, const std::string& version, const std::string& text);

/// `DataLoss` when it is not there as it was.
Result<std::string> sealedText(Store& store, const SecretBox& secrets, SealedKind kind,
                               const ResourceId& owner, const std::string& version);

/// Forgets all of the owner's versions but that one; all of them when it is empty.
Result<void> forgetSealed(Store& store, SealedKind kind, const ResourceId& owner,
                          const std::string& but_version);

/// Seals every such text anew, in a transaction.
Result<void> resealTexts(Store& store, Transaction& transaction, const SecretBox& before,
                         const SecretBox& after);

}  // namespace slipway
