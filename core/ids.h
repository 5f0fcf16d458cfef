// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <compare>
#include <functional>
#include <string>
#include <string_view>

namespace slipway {

/// An identifier that cannot be passed where another kind is wanted. Made once, never parsed for meaning.
template <class Tag>
class Id {
public:
    Id() = default;
    explicit Id(std::string text) : text_(std::move(text)) {}

    const std::string& text() const { return text_; }
    bool empty() const { return text_.empty(); }
    auto operator<=>(const Id&) const = default;

private:
    std::string text_;
};

using ResourceId = Id<struct ResourceIdTag>;  ///< "env-7f3k9q"
using TaskId = Id<struct TaskIdTag>;          ///< "job-7f3k9q-0"
using AccessKeyId = Id<struct AccessKeyTag>;  ///< "SLIP" and 16 capital letters or digits

/// `prefix` and "-" and ten random characters of [a-z2-7]: 50 bits, from the system's random source.
std::string newId(std::string_view prefix);

/// `count` random characters of [A-Za-z0-9], from the system's random source; for secrets and tokens.
std::string newSecret(std::size_t count);

/// A DNS label: 1 to 63 of [a-z0-9-], starting with a letter, ending with a letter or digit.
/// The error names `field` and says what a name may hold.
Result<void> checkName(std::string_view name, std::string_view field);

}  // namespace slipway

template <class Tag>
struct std::hash<slipway::Id<Tag>> {
    std::size_t operator()(const slipway::Id<Tag>& id) const noexcept
    {
        return std::hash<std::string>()(id.text());
    }
};
