// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/auth/sealed_texts.h"

#include "platform/auth/secret_box.h"
#include "platform/store/store.h"

namespace slipway {

namespace {

const char* spaceOf(SealedKind kind)
{
    return kind == SealedKind::Kubeconfig ? "kubeconfigs" : "store-secrets";
}

std::string keyOf(const ResourceId& owner, const std::string& version)
{
    return owner.text() + "/" + version;
}

}  // namespace

Result<void> keepSealed(Transaction& transaction, const SecretBox& secrets, SealedKind kind,
                        const ResourceId& owner, const std::string& version, const std::string& text)
{
    const std::string key = keyOf(owner, version);
    return transaction.putRecord(spaceOf(kind), key, secrets.seal(text, key));
}

Result<std::string> sealedText(Store& store, const SecretBox& secrets, SealedKind kind,
                               const ResourceId& owner, const std::string& version)
{
    const std::string key = keyOf(owner, version);
    const auto sealed = store.record(spaceOf(kind), key);
    if (!sealed)
        return propagate(sealed);
    if (!*sealed)
        return fail(ErrorCode::DataLoss, kind == SealedKind::Kubeconfig
                                             ? "Its kubeconfig is not there any more. Hand it in again."
                                             : "Its secret key is not there any more. Hand it in again.");
    return secrets.unseal(**sealed, key);
}

Result<void> forgetSealed(Store& store, SealedKind kind, const ResourceId& owner,
                          const std::string& but_version)
{
    const auto kept = store.records(spaceOf(kind));
    if (!kept)
        return propagate(kept);
    for (const auto& [key, sealed] : *kept) {
        if (!key.starts_with(owner.text() + "/") || key == keyOf(owner, but_version))
            continue;
        const auto forgotten = store.write(
            [&](Transaction& transaction) { return transaction.removeRecord(spaceOf(kind), key); });
        if (!forgotten)
            return forgotten;
    }
    return {};
}

Result<void> resealTexts(Store& store, Transaction& transaction, const SecretBox& before,
                         const SecretBox& after)
{
    for (const SealedKind kind : {SealedKind::Kubeconfig, SealedKind::StoreSecret}) {
        const auto kept = store.records(spaceOf(kind));
        if (!kept)
            return propagate(kept);
        for (const auto& [key, sealed] : *kept) {
            const auto text = before.unseal(sealed, key);
            if (!text)
                return propagate(text);
            if (auto put = transaction.putRecord(spaceOf(kind), key, after.seal(*text, key)); !put)
                return put;
        }
    }
    return {};
}

}  // namespace slipway
