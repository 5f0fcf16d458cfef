// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes.h"
#include "core/time.h"

#include <optional>
#include <string>
#include <utility>

/// Members that are left out of JSON when they say nothing. `Object` is Json, which the .cpp includes.
namespace slipway {

template <class Object, class Value>
void setUnlessEmpty(Object& json, const char* name, const Value& value)
{
    if (!value.empty())
        json[name] = value;
}

template <class Object, class Value>
void setUnless(Object& json, const char* name, const Value& value, const Value& usual)
{
    if (value != usual)
        json[name] = value;
}

template <class Object, class Value>
void setIfPresent(Object& json, const char* name, const std::optional<Value>& value)
{
    if (value)
        json[name] = *value;
}

template <class Object>
void setIfPresent(Object& json, const char* name, const std::optional<Timestamp>& value)
{
    if (value)
        json[name] = formatTimestamp(*value);
}

/// Left out when 0; "2GiB" when that is exact, otherwise the number of bytes.
template <class Object>
void setSize(Object& json, const char* name, Bytes size)
{
    constexpr std::pair<int, const char*> units[] = {{40, "TiB"}, {30, "GiB"}, {20, "MiB"}, {10, "KiB"}};
    if (size.count() == 0)
        return;
    json[name] = size.count();
    for (const auto& [bits, unit] : units) {
        if ((size.count() >> bits) << bits != size.count() || size.count() >> bits == 0)
            continue;
        json[name] = std::to_string(size.count() >> bits) + unit;
        return;
    }
}

}  // namespace slipway
