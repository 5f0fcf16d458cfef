// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace slipway::bench {

/// Clients that each send a request as soon as the one before it is answered.
struct LoadPlan {
    std::uint16_t port = 0;
    int connections = 1;
    int status = 200;                        ///< Any other answer ends the load as an error.
    std::chrono::milliseconds warm_up{500};  ///< Not counted.
    std::chrono::milliseconds duration{5'000};
    std::function<std::string()> next;  ///< The bytes of the next request.
};

struct LoadOutcome {
    double answers_per_second = 0;
    std::vector<double> milliseconds;  ///< Of each answer.
};

/// Runs the load on the calling thread.
Result<LoadOutcome> runLoad(const LoadPlan& plan);

}  // namespace slipway::bench
