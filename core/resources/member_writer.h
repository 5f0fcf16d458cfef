// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time.h"

#include <optional>

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

}  // namespace slipway
