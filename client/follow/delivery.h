// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session.h"

#include <memory>
#include <mutex>
#include <utility>

namespace slipway {

/// Carries news to callbacks on the executor. What comes while the executor is busy is handed over in one
/// piece. Whoever follows owns the callbacks; nothing is called once they are let go. Thread-safe.
template <class News, class Callbacks>
class Delivery : public std::enable_shared_from_this<Delivery<News, Callbacks>> {
public:
    Delivery(Executor executor, std::weak_ptr<const Callbacks> callbacks)
        : executor_(std::move(executor)), callbacks_(std::move(callbacks))
    {
    }
    virtual ~Delivery() = default;

protected:
    std::unique_lock<std::mutex> lock() { return std::unique_lock(mutex_); }

    /// Sees to it that what was noted under `lock` is handed over.
    void post(std::unique_lock<std::mutex> lock)
    {
        if (std::exchange(posted_, true))
            return;
        lock.unlock();
        executor_([self = this->shared_from_this()] { self->hand(); });
    }

    /// Calls the callbacks, on the executor.
    virtual void handOver(News news) = 0;

    template <class Run>
    void call(const Run& run) const
    {
        if (const auto callbacks = callbacks_.lock())
            run(*callbacks);
    }

    News pending_;  ///< Under the lock.

private:
    void hand()
    {
        News news;
        {
            const std::lock_guard guard(mutex_);
            news = std::exchange(pending_, {});
            posted_ = false;
        }
        handOver(std::move(news));
    }

    const Executor executor_;
    const std::weak_ptr<const Callbacks> callbacks_;
    std::mutex mutex_;
    bool posted_ = false;
};

}  // namespace slipway
