// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/api/api_context.h"
#include "platform/api/requests/call.h"
#include "platform/api/requests/handlers.h"
#include "platform/api/watch/watch_hub.h"
#include "platform/store/store.h"

#include <fmt/format.h>

#include <limits>

namespace slipway {

namespace {

Result<std::set<Kind>> readKinds(const std::string& text)
{
    std::set<Kind> kinds;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        const auto kind = kindNamed(text.substr(begin, end - begin));
        if (!kind)
            return fail(ErrorCode::InvalidArgument,
                        fmt::format("\"{}\" is no kind. Name kinds such as Job,Environment.",
                                    text.substr(begin, end - begin)),
                        "unknown-kind", "kinds");
        kinds.insert(*kind);
        begin = end + 1;
    }
    return kinds;
}

}  // namespace

Result<net::Response> watchResources(ApiContext& context, const Call& call)
{
    const auto since =
        call.number("since", context.store.version(), 0, std::numeric_limits<std::int64_t>::max());
    if (!since)
        return propagate(since);
    const auto* names = call.query("kinds");
    auto kinds = names ? readKinds(*names) : Result<std::set<Kind>>();
    if (!kinds)
        return propagate(kinds);
    return context.watches.watch(call.caller, *since, std::move(*kinds));
}

}  // namespace slipway
