// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/api/handlers/store_checks.h"

#include "core/ids.h"
#include "core/json.h"
#include "platform/api/api_context.h"
#include "platform/api/requests/call.h"
#include "platform/auth/sealed_texts.h"
#include "platform/control/controllers.h"
#include "platform/control/data/object_stores.h"
#include "platform/store/store.h"

#include <nlohmann/json.hpp>

namespace slipway {

namespace {

/// The spec as it came, secret key and all.
Result<StoreSpec> handedStore(const Call& call)
{
    const auto body = parseJson(call.request.body);
    if (!body)
        return propagate(body);
    const auto spec = body->find("spec");
    return readStoreSpec(spec == body->end() ? Json::object() : *spec);
}

Result<StoreSpec> specOf(const Resource& store)
{
    return parseJson(store.spec).and_then(readStoreSpec);
}

Result<void> checkWhole(const StoreSpec& spec)
{
    const auto missing = [](const char* field, const char* what) {
        return fail(ErrorCode::InvalidArgument, std::string("Say ") + what + ".", "missing-field",
                    std::string("spec.") + field);
    };
    if (spec.endpoint.empty())
        return missing("endpoint", "where the store answers, such as https://s3.example.org");
    if (spec.bucket.empty())
        return missing("bucket", "which bucket of it is to be used");
    if (spec.access_key.empty())
        return missing("access_key", "by which access key slipwayd signs its requests there");
    if (spec.secret_key.empty())
        return missing("secret_key", "the secret key that belongs to the access key");
    return {};
}

}  // namespace

Result<void> nameStoreSecret(const Call& call, const Resource* before, Resource& wanted)
{
    const auto handed = handedStore(call);
    auto spec = specOf(wanted);
    const auto was = before == nullptr ? Result<StoreSpec>(StoreSpec()) : specOf(*before);
    if (!handed || !spec || !was)
        return handed ? (spec ? propagate(was) : propagate(spec)) : propagate(handed);
    spec->secret_id = handed->secret_key.empty() ? was->secret_id : newId("sec");
    wanted.spec = dumpJson(write(*spec));
    return {};
}

Result<void> checkStoreWish(ApiContext& context, const Call& call, const Resource* before,
                            const Resource& wanted)
{
    ObjectStores* stores = context.controllers.stores();
    if (stores == nullptr)
        return fail(ErrorCode::Unimplemented,
                    "This server keeps objects in one store alone; it takes no others.");
    if (wanted.name == home_store)
        return {};
    auto spec = specOf(wanted);
    const auto handed = handedStore(call);
    if (!spec || !handed)
        return spec ? propagate(handed) : propagate(spec);
    spec->secret_key = handed->secret_key;
    if (spec->secret_key.empty() && before != nullptr) {
        auto kept =
            sealedText(context.store, context.secrets, SealedKind::StoreSecret, before->id, spec->secret_id);
        if (!kept)
            return propagate(kept);
        spec->secret_key = std::move(*kept);
    }
    return checkWhole(*spec).and_then([&] { return stores->accept(*spec); });
}

Result<void> keepStoreSecret(ApiContext& context, Transaction& transaction, const Call& call,
                             const Resource& store)
{
    const auto handed = handedStore(call);
    const auto spec = specOf(store);
    if (!handed || !spec)
        return handed ? propagate(spec) : propagate(handed);
    if (handed->secret_key.empty())
        return {};
    return keepSealed(transaction, context.secrets, SealedKind::StoreSecret, store.id, spec->secret_id,
                      handed->secret_key);
}

Result<void> checkStoreRemoval(const Resource& store)
{
    if (store.name != home_store)
        return {};
    return fail(ErrorCode::Conflict, "slipwayd was started with this store, which therefore stays.",
                "home-store");
}

}  // namespace slipway
