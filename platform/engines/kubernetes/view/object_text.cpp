// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/view/object_text.h"

#include <nlohmann/json.hpp>

namespace slipway {

namespace {

const Json nothing;
const Json no_items = Json::array();

}  // namespace

const Json& memberAt(const Json& object, std::initializer_list<std::string_view> path)
{
    const Json* at = &object;
    for (const std::string_view name : path) {
        if (!at->is_object())
            return nothing;
        const auto found = at->find(name);
        if (found == at->end())
            return nothing;
        at = &*found;
    }
    return *at;
}

std::string textAt(const Json& object, std::initializer_list<std::string_view> path)
{
    const Json& member = memberAt(object, path);
    return member.is_string() ? member.get<std::string>() : std::string();
}

const Json& listAt(const Json& object, std::initializer_list<std::string_view> path)
{
    const Json& member = memberAt(object, path);
    return member.is_array() ? member : no_items;
}

}  // namespace slipway
