// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/api/object_json.h"

#include <nlohmann/json.hpp>

namespace slipway {

namespace {

constexpr int max_depth = 64;

}  // namespace

Result<Json> parseObject(std::string_view text)
{
    bool too_deep = false;
    const auto keep = [&](int depth, Json::parse_event_t event, Json& parsed) {
        too_deep = too_deep || depth > max_depth;
        return !too_deep && (event != Json::parse_event_t::key || parsed != "managedFields");
    };
    Json json = Json::parse(text, keep, false);
    if (json.is_discarded() || too_deep)
        return fail(ErrorCode::DataLoss, "What the cluster sent is no JSON, or is nested too deeply.",
                    "bad-json");
    return json;
}

}  // namespace slipway
