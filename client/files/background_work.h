// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session.h"
#include "client/transfer/transfer_gate.h"

#include <functional>
#include <memory>
#include <thread>
#include <utility>

namespace slipway {

/// Something that blocks, on a thread of its own, as a call. Whoever drops the handle waits for the thread,
/// which ends as soon as its gate is closed; nothing is answered then.
template <class T>
class BackgroundWork final : public Call {
public:
    using Work = std::function<Result<T>(TransferGate&)>;

    BackgroundWork(const Session& session, Work work, Answer<T> done)
        : done_(std::make_shared<Answer<T>>(std::move(done))),
          gate_(session.transport()),
          thread_([this, work = std::move(work), weak = std::weak_ptr(done_)] {
              auto result = std::make_shared<Result<T>>(work(gate_));
              gate_.executor()([weak, result] {
                  if (const auto answer = weak.lock())
                      (*answer)(std::move(*result));
              });
          })
    {
    }

    ~BackgroundWork() override
    {
        cancel();
        thread_.join();
    }

    void cancel() override
    {
        done_.reset();
        gate_.close();
    }

private:
    std::shared_ptr<Answer<T>> done_;
    TransferGate gate_;
    std::thread thread_;
};

template <class T>
CallHandle startWork(const Session& session, std::function<Result<T>(TransferGate&)> work, Answer<T> done)
{
    return std::make_unique<BackgroundWork<T>>(session, std::move(work), std::move(done));
}

}  // namespace slipway
