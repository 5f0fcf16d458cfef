// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace slipway {

/// Numbers below a bound in the order in which they were last used; each step takes the same short time.
class OpenOrder {
public:
    explicit OpenOrder(std::size_t bound) : links_(bound + 1, {none, none})
    {
        links_[bound] = {static_cast<std::uint32_t>(bound), static_cast<std::uint32_t>(bound)};
    }

    /// Makes it the one that was used last, whether or not it was in the order.
    void use(std::size_t number)
    {
        remove(number);
        Link& head = links_.back();
        links_[number] = {head.before, end()};
        links_[head.before].after = static_cast<std::uint32_t>(number);
        head.before = static_cast<std::uint32_t>(number);
        ++size_;
    }

    void remove(std::size_t number)
    {
        Link& link = links_[number];
        if (link.after == none)
            return;
        links_[link.before].after = link.after;
        links_[link.after].before = link.before;
        link = {none, none};
        --size_;
    }

    /// The one that was not used for longest.
    std::optional<std::size_t> oldest() const
    {
        return size_ == 0 ? std::nullopt : std::optional<std::size_t>(links_.back().after);
    }

    std::size_t size() const { return size_; }

private:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    struct Link {
        std::uint32_t before, after;
    };
    std::uint32_t end() const { return static_cast<std::uint32_t>(links_.size() - 1); }

    std::vector<Link> links_;  ///< The last one is both ends.
    std::size_t size_ = 0;
};

}  // namespace slipway
