// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace slipway {

/// Which lists were answered lately, so that the store still has their text. A guess that decides only which
/// thread answers: who may see what is checked in any case. Thread-safe.
class QuickReads {
public:
    /// The list at `target` was answered with so many bytes, at this version of its kind.
    void note(const std::string& target, Kind kind, std::int64_t version, std::size_t bytes);

    /// The kind that `target` lists and the version of it that was answered; kinds change and the answer is
    /// read anew.
    struct Known {
        Kind kind = Kind::Job;
        std::int64_t version = -1;  ///< -1 when nothing is known.
    };
    Known find(const std::string& target) const;

private:
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Known> known_;
};

}  // namespace slipway
