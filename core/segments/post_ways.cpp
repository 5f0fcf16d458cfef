// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segments/post_ways.h"

#include "core/json.h"

#include <nlohmann/json.hpp>

namespace slipway {

std::string formatPostWays(const PostWays& ways)
{
    Json list = Json::array();
    for (const PostWay& way : ways.ways)
        list.push_back({{"url", way.url}, {"key_prefix", way.key_prefix}, {"fields", way.fields}});
    return dumpJson({{"version", 1}, {"ways", list}, {"expires", formatTimestamp(ways.expires)}});
}

Result<PostWays> parsePostWays(std::string_view text)
{
    const Result<Json> json = parseJson(text);
    if (!json)
        return propagate(json);
    try {
        PostWays ways;
        const Result<Timestamp> expires = parseTimestamp(json->at("expires").get<std::string>());
        if (!expires)
            return propagate(expires);
        ways.expires = *expires;
        for (const Json& entry : json->at("ways")) {
            PostWay way;
            entry.at("url").get_to(way.url);
            entry.at("key_prefix").get_to(way.key_prefix);
            entry.at("fields").get_to(way.fields);
            ways.ways.push_back(std::move(way));
        }
        return ways;
    } catch (const std::exception& error) {
        return fail(ErrorCode::DataLoss,
                    std::string("How to post to the store cannot be read: ") + error.what());
    }
}

}  // namespace slipway
