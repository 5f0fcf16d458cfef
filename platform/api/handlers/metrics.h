// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>

namespace slipway {

struct ApiContext;

/// Counts requests for Prometheus. Thread-safe.
class Metrics {
public:
    void request(std::string_view method, std::string_view route, int status,
                 std::chrono::nanoseconds duration);
    /// A request that carried no valid signature, by the type of its refusal.
    void unauthenticated(const std::string& type);

    /// The counters in Prometheus's text format.
    std::string text() const;

private:
    static constexpr std::array<double, 10> bounds{0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10};
    using Route = std::pair<std::string, std::string>;  ///< Method and pattern.

    struct Durations {
        std::array<std::uint64_t, bounds.size()> at_most{};  ///< Cumulative, as Prometheus wants them.
        std::uint64_t count = 0;
        double seconds = 0;
    };

    mutable std::mutex mutex_;
    std::map<std::tuple<std::string, std::string, int>, std::uint64_t> requests_;
    std::map<Route, Durations> durations_;
    std::map<std::string, std::uint64_t> unauthenticated_;
};

/// What the platform looks like now, in the same format: store, queue, tasks, GPUs, streams.
std::string platformMetrics(ApiContext& context);

}  // namespace slipway
