// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

namespace slipway {

/// What was read of the store, by what was asked for. An entry counts only at the version at which it was
/// read, so whoever asks names the version that is now. Thread-safe; full, it starts anew.
template <class Value>
class ReadCache {
public:
    explicit ReadCache(std::size_t max_bytes) : max_bytes_(max_bytes) {}

    std::optional<Value> find(const std::string& question, std::int64_t version) const
    {
        const std::lock_guard lock(mutex_);
        const auto found = entries_.find(question);
        if (found == entries_.end() || found->second.version != version)
            return std::nullopt;
        return found->second.value;
    }

    /// `version` must have been looked up before the value was read: a value may be newer than it says.
    void keep(const std::string& question, std::int64_t version, Value value, std::size_t value_bytes)
    {
        const std::size_t bytes = question.size() + value_bytes + entry_bytes;
        if (bytes > max_bytes_ / 4)
            return;
        const std::lock_guard lock(mutex_);
        if (bytes_ + bytes > max_bytes_) {
            entries_.clear();
            bytes_ = 0;
        }
        Entry& entry = entries_[question];
        bytes_ += bytes - entry.bytes;
        entry = {version, bytes, std::move(value)};
    }

private:
    struct Entry {
        std::int64_t version = -1;
        std::size_t bytes = 0;
        Value value{};
    };

    static constexpr std::size_t entry_bytes = 300;  ///< About what an entry takes beside its texts.

    const std::size_t max_bytes_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Entry> entries_;
    std::size_t bytes_ = 0;
};

}  // namespace slipway
