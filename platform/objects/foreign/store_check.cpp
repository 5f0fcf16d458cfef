// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/foreign/store_check.h"

#include "core/ids.h"
#include "platform/objects/foreign/store_keeper.h"

#include <fmt/format.h>

namespace slipway {

namespace {

constexpr std::chrono::seconds patience{15};

Result<net::FetchResponse> probe(ForeignStore& store, const std::string& method, const std::string& key,
                                 const std::string& body)
{
    StoreRequest request;
    request.method = method;
    request.key = key;
    request.body = body;
    request.total_timeout = patience;
    return store.ask(request);
}

/// A store that is no S3 store may answer 200 to anything.
tl::unexpected<Error> isNoStore(const ForeignStore& store)
{
    return fail(ErrorCode::InvalidArgument,
                fmt::format("{} does not keep what is put there as S3 stores do. Correct the "
                            "address.",
                            store.name().endpoint),
                "bad-value", "endpoint");
}

}  // namespace

Result<void> checkStore(ForeignStore& store)
{
    // No project has this name.
    const std::string key = store.prefix() + ".slipway/check-" + newSecret(8);
    const std::string text = "slipwayd looks whether it can write here.\n";
    if (const auto put = probe(store, "PUT", key, text); !put) {
        const bool known = put.error().type == store_refuses || put.error().code == ErrorCode::Unavailable;
        return known ? Result<void>(propagate(put)) : isNoStore(store);
    }
    const auto got = probe(store, "GET", key, {});
    const auto listed = listKeys(store, key, 1);
    const auto deleted = probe(store, "DELETE", key, {});
    if (!got)
        return propagate(got);
    if (!listed)
        return propagate(listed);
    if (!deleted)
        return propagate(deleted);
    if (got->body != text || *listed != std::vector<std::string>{key})
        return isNoStore(store);
    return {};
}

}  // namespace slipway
