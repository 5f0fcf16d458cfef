// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/follow/delivery.h"
#include "client/stream_tail.h"

#include <functional>
#include <optional>
#include <string>

namespace slipway {

/// What has come of a stream since its callbacks were called.
struct TailNews {
    std::string bytes;
    std::optional<bool> live;
    std::optional<Error> error;
    std::optional<Result<void>> end;
    std::function<void()> resume;
};

/// Carries a stream's bytes to the callbacks, and says when the executor has fallen behind.
class TailDelivery final : public Delivery<TailNews, TailCallbacks> {
public:
    /// More than this waiting asks the reader to pause, so that a slow consumer costs no memory.
    static constexpr std::size_t enough_bytes = 4u << 20;

    using Delivery::Delivery;

    /// False when enough waits; the bytes given are kept all the same.
    bool bytes(std::string_view bytes);
    void live();
    void lost(const Error& error);
    void end(Result<void> result);
    /// Calls `resume` once what waits has been handed over.
    void whenEmptied(std::function<void()> resume);

private:
    void handOver(TailNews news) override;

    bool was_live_ = false;
    bool was_lost_ = false;
};

}  // namespace slipway
