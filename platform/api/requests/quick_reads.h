// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "net/serve/server.h"

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace slipway {

/// Which lists were answered lately to whom, so that the store still has their text. A guess that decides
/// only which thread answers: who may see what is checked in any case. It goes by the access key too, since
/// others may see other things, which would have to be read. Thread-safe.
class QuickReads {
public:
    /// The list at `target` was answered to this key with so many bytes, at this version of its kind.
    void note(const std::string& target, const std::string& access_key, Kind kind, std::int64_t version,
              std::size_t bytes);

    /// The kind that the request lists and the version of it that was answered to the key that it names;
    /// kinds change and the answer is read anew.
    struct Known {
        Kind kind = Kind::Job;
        std::int64_t version = -1;  ///< -1 when nothing is known.
    };
    Known find(const net::RequestHead& head) const;

private:
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Known> known_;
};

}  // namespace slipway
