// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/objects/stores/store_table.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

namespace slipway {

/// What is to be copied: everything under a prefix of a project's bucket, from one store to another.
struct PrefixCopy {
    std::string project, prefix;
    std::string from, to;  ///< Names of stores.

    auto operator<=>(const PrefixCopy&) const = default;
};

/// Of a copy; what was there before counts as copied.
struct CopyProgress {
    bool done = false;
    std::int64_t files = 0;
    std::int64_t bytes = 0;
};

/// Copies objects between stores for callers that must not wait: a call tells how far it is, begins it when
/// it is new, and has its outcome once. An object that is there already, in the same size, is left as it is,
/// so that a copy which broke off goes on. Thread-safe.
class PrefixCopier {
public:
    explicit PrefixCopier(std::shared_ptr<const StoreTable> stores);
    /// Returns once the objects on their way have arrived or broken off.
    ~PrefixCopier();

    /// The error ended it; whoever asks again begins it again.
    Result<CopyProgress> ask(const PrefixCopy& copy);

private:
    struct Job {
        CopyProgress progress;
        bool ended = false;
        Result<void> outcome;
    };

    void run(const std::stop_token& stop);
    Result<void> perform(const PrefixCopy& copy, const std::stop_token& stop);
    void note(const PrefixCopy& copy, std::int64_t bytes);

    const std::shared_ptr<const StoreTable> stores_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::map<PrefixCopy, Job> jobs_;
    std::deque<PrefixCopy> waiting_;
    std::jthread thread_;
};

}  // namespace slipway
