// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <stdexcept>
#include <utility>

/// Whole numbers of records as they stand there, where plain JSON conversion would wrap or round them.
/// `Object` is Json, which the .cpp includes.
namespace slipway {

/// Throws std::out_of_range when it is no whole number, or does not fit.
template <class Number, class Object>
Number wholeNumber(const Object& json)
{
    const bool fits =
        json.is_number_unsigned()
            ? std::in_range<Number>(json.template get<std::uint64_t>())
            : json.is_number_integer() && std::in_range<Number>(json.template get<std::int64_t>());
    if (!fits)
        throw std::out_of_range("a member holds no whole number, or one that is too large");
    return json.template get<Number>();
}

/// That of a member, `absent` without one.
template <class Number, class Object>
Number wholeNumber(const Object& object, const char* name, Number absent)
{
    const auto found = object.find(name);
    return found == object.end() ? absent : wholeNumber<Number>(*found);
}

}  // namespace slipway
