// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/auth/sealed_kubeconfigs.h"

#include "platform/auth/secret_box.h"
#include "platform/store/store.h"

namespace slipway {

namespace {

constexpr const char* space = "kubeconfigs";

std::string keyOf(const ResourceId& cluster, const std::string& sha256)
{
    return cluster.text() + "/" + sha256;
}

}  // namespace

Result<void> keepKubeconfig(Transaction& transaction, const SecretBox& secrets, const ResourceId& cluster,
                            const ClusterSpec& spec)
{
    if (spec.kubeconfig.empty())
        return {};
    const std::string key = keyOf(cluster, spec.kubeconfig_sha256);
    return transaction.putRecord(space, key, secrets.seal(spec.kubeconfig, key));
}

Result<std::string> kubeconfigOf(Store& store, const SecretBox& secrets, const ResourceId& cluster,
                                 const ClusterSpec& spec)
{
    const std::string key = keyOf(cluster, spec.kubeconfig_sha256);
    const auto sealed = store.record(space, key);
    if (!sealed)
        return propagate(sealed);
    if (!*sealed)
        return fail(ErrorCode::DataLoss, "Its kubeconfig is not there any more. Hand it in again.");
    return secrets.unseal(**sealed, key);
}

Result<void> forgetKubeconfigs(Store& store, const ResourceId& cluster, const std::string& but_sha256)
{
    const auto kept = store.records(space);
    if (!kept)
        return propagate(kept);
    for (const auto& [key, sealed] : *kept) {
        if (!key.starts_with(cluster.text() + "/") || key == keyOf(cluster, but_sha256))
            continue;
        const auto forgotten =
            store.write([&](Transaction& transaction) { return transaction.removeRecord(space, key); });
        if (!forgotten)
            return forgotten;
    }
    return {};
}

Result<void> resealKubeconfigs(Store& store, Transaction& transaction, const SecretBox& before,
                               const SecretBox& after)
{
    const auto kept = store.records(space);
    if (!kept)
        return propagate(kept);
    for (const auto& [key, sealed] : *kept) {
        const auto text = before.unseal(sealed, key);
        if (!text)
            return propagate(text);
        if (auto put = transaction.putRecord(space, key, after.seal(*text, key)); !put)
            return put;
    }
    return {};
}

}  // namespace slipway
