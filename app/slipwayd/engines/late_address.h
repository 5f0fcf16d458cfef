// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace slipway {

/// An address that is known only once something listens there; those who ask for it live earlier.
/// Thread-safe.
class LateAddress {
public:
    void set(std::string address)
    {
        const std::lock_guard lock(state_->mutex);
        state_->address = std::move(address);
    }

    /// Gives the address, or nothing while it is not known; outlives this.
    std::function<std::string()> asker() const
    {
        return [state = state_] {
            const std::lock_guard lock(state->mutex);
            return state->address;
        };
    }

private:
    struct State {
        std::mutex mutex;
        std::string address;
    };
    std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace slipway
