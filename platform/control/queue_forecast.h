// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/admission/start_forecast.h"

#include <chrono>
#include <map>
#include <mutex>

namespace slipway {

class Admission;
class Store;

/// When those in the queue start at the latest, from what the store knows of limits of time. Any thread.
class QueueForecast {
public:
    QueueForecast(Store& store, Engine& engine, const Admission& admission);

    /// By workload, of those at the front of the queue. Reckoned anew after some seconds at the earliest,
    /// since many ask.
    std::map<ResourceId, StartForecast> starts(Timestamp now);

private:
    HolderEnds endsOf(const Nodes& nodes) const;

    Store& store_;
    Engine& engine_;
    const Admission& admission_;
    std::mutex mutex_;
    std::map<ResourceId, StartForecast> known_;
    Timestamp reckoned_at_ = Timestamp::min();
};

}  // namespace slipway
