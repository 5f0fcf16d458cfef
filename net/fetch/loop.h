// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/fetch/fetcher.h"
#include "net/fetch/transfer.h"

#include <curl/curl.h>

#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

namespace slipway::net {

/// Wakes a loop while it lives. Thread-safe.
class LoopAlarm {
public:
    explicit LoopAlarm(CURLM* multi) : multi_(multi) {}
    void ring();
    void disconnect();

private:
    std::mutex mutex_;
    CURLM* multi_;
};

/// The transfer thread.
class Fetcher::Loop {
public:
    Loop();
    /// Cancels everything, calls every on_done, and joins.
    ~Loop();

    std::shared_ptr<Fetch> start(FetchRequest request, FetchCallbacks callbacks);

private:
    void run();
    void takeNew();
    void takeEnded();
    void resumeAsked();
    void endCanceledAndStalled();
    void cancelAll();
    int waitMilliseconds() const;
    bool isStopping();
    std::shared_ptr<Transfer> remove(CURL* easy);

    CURLM* multi_;
    std::shared_ptr<LoopAlarm> alarm_;
    std::mutex mutex_;
    std::vector<std::shared_ptr<Transfer>> new_;
    bool stopping_ = false;
    std::unordered_map<CURL*, std::shared_ptr<Transfer>> running_;
    std::thread thread_;
};

}  // namespace slipway::net
