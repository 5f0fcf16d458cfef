// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"

#include <array>
#include <atomic>
#include <bitset>
#include <cstddef>
#include <cstdint>

namespace slipway {

inline constexpr std::size_t kind_count = static_cast<std::size_t>(Kind::UsageRecord) + 1;

/// Some of the kinds.
class KindSet {
public:
    void add(Kind kind) { bits_.set(static_cast<std::size_t>(kind)); }
    void add(const KindSet& others) { bits_ |= others.bits_; }
    bool contains(Kind kind) const { return bits_.test(static_cast<std::size_t>(kind)); }

private:
    std::bitset<kind_count> bits_;
};

/// The version of the last write to each kind; 0 while nothing of it was written. Thread-safe.
class KindVersions {
public:
    std::int64_t of(Kind kind) const { return versions_[static_cast<std::size_t>(kind)]; }

    void set(const KindSet& written, std::int64_t version)
    {
        for (const KindInfo& known : kinds()) {
            if (written.contains(known.kind))
                versions_[static_cast<std::size_t>(known.kind)] = version;
        }
    }

private:
    std::array<std::atomic<std::int64_t>, kind_count> versions_{};
};

}  // namespace slipway
