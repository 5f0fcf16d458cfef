// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace slipway {

/// The objects of a watch, by their names. While it lists them anew the old ones stay, so that nobody takes
/// them for gone. Thread-safe.
template <class Object>
class SeenObjects {
public:
    void begin()
    {
        const std::lock_guard lock(mutex_);
        listing_ = true;
        listed_.clear();
    }

    void put(const std::string& key, Object object)
    {
        const std::lock_guard lock(mutex_);
        if (listing_)
            listed_.insert(key);
        all_[key] = std::move(object);
    }

    void erase(const std::string& key)
    {
        const std::lock_guard lock(mutex_);
        all_.erase(key);
    }

    /// The list is whole: those that it lacks are gone, and returned.
    std::vector<Object> complete()
    {
        const std::lock_guard lock(mutex_);
        std::vector<Object> gone;
        for (auto one = all_.begin(); one != all_.end();) {
            if (listed_.count(one->first) > 0) {
                ++one;
                continue;
            }
            gone.push_back(std::move(one->second));
            one = all_.erase(one);
        }
        listed_ = {};
        listing_ = false;
        complete_ = true;
        return gone;
    }

    bool isComplete() const
    {
        const std::lock_guard lock(mutex_);
        return complete_;
    }

    std::size_t size() const
    {
        const std::lock_guard lock(mutex_);
        return all_.size();
    }

    std::optional<Object> find(const std::string& key) const
    {
        const std::lock_guard lock(mutex_);
        const auto found = all_.find(key);
        return found == all_.end() ? std::nullopt : std::optional(found->second);
    }

    /// Calls `visit(key, object)` for each, in no order, while nothing changes.
    template <class Visit>
    void each(const Visit& visit) const
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [key, object] : all_)
            visit(key, object);
    }

private:
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Object> all_;
    std::unordered_set<std::string> listed_;
    bool listing_ = false;
    bool complete_ = false;
};

}  // namespace slipway
