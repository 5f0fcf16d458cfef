// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/stream_tail.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace slipway {

/// Carries a stream's bytes to the callbacks on the executor, and says when the executor has fallen behind.
/// The tail owns the callbacks; nothing is called once it let them go. Thread-safe.
class TailDelivery : public std::enable_shared_from_this<TailDelivery> {
public:
    /// More than this waiting asks the reader to pause, so that a slow consumer costs no memory.
    static constexpr std::size_t enough_bytes = 4u << 20;

    TailDelivery(Executor executor, std::weak_ptr<const TailCallbacks> callbacks)
        : executor_(std::move(executor)), callbacks_(std::move(callbacks))
    {
    }

    /// False when enough waits; the bytes given are kept all the same.
    bool bytes(std::string_view bytes);
    void live();
    void lost(const Error& error);
    void end(Result<void> result);
    /// Calls `resume` once what waits has been handed over.
    void whenEmptied(std::function<void()> resume);

private:
    struct Pending {
        std::string bytes;
        std::optional<bool> live;
        std::optional<Error> error;
        std::optional<Result<void>> end;
        std::function<void()> resume;
    };
    void post(std::unique_lock<std::mutex> lock);
    void hand();

    const Executor executor_;
    const std::weak_ptr<const TailCallbacks> callbacks_;
    std::mutex mutex_;
    Pending pending_;
    bool posted_ = false;
    bool was_live_ = false;
    bool was_lost_ = false;
};

}  // namespace slipway
