// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/serve/server.h"

#include <atomic>
#include <chrono>
#include <memory>

namespace slipway {

/// When somebody last asked for anything. Thread-safe.
class Activity {
public:
    void begin() { ++in_flight_; }
    void end()
    {
        last_ = std::chrono::steady_clock::now();
        --in_flight_;
    }

    /// How long nobody has asked; 0 while a request is being answered.
    std::chrono::steady_clock::duration idle() const
    {
        return in_flight_ > 0 ? std::chrono::steady_clock::duration::zero()
                              : std::chrono::steady_clock::now() - last_.load();
    }

private:
    std::atomic<int> in_flight_ = 0;
    std::atomic<std::chrono::steady_clock::time_point> last_ = std::chrono::steady_clock::now();
};

/// Notes the requests that a service answers.
class WatchedService : public net::Service {
public:
    WatchedService(std::shared_ptr<net::Service> service, Activity& activity)
        : service_(std::move(service)), activity_(activity)
    {
    }

    std::variant<net::BodyPolicy, net::Response> admit(const net::RequestHead& head) override
    {
        return service_->admit(head);
    }
    net::Response handle(net::Request request) override;

private:
    std::shared_ptr<net::Service> service_;
    Activity& activity_;
};

}  // namespace slipway
