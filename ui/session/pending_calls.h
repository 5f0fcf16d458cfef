// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session.h"

#include <map>
#include <utility>

namespace slipway {

/// The calls that one view has in progress: each ends with its answer, or silently with this object.
/// Only for sessions whose executor runs closures later; only on that executor's thread.
class PendingCalls {
public:
    /// Calls `start(answer)`, which returns the handle of a call that will give its answer to `answer`.
    template <class T, class Start>
    void start(Start&& begin, Answer<T> done)
    {
        const int id = ++last_;
        calls_[id] = begin(Answer<T>([this, id, done = std::move(done)](Result<T> result) {
            const auto ended = calls_.extract(id);
            const auto answer = done;
            answer(std::move(result));
        }));
    }

    void cancelAll() { calls_.clear(); }
    bool empty() const { return calls_.empty(); }

private:
    std::map<int, CallHandle> calls_;
    int last_ = 0;
};

}  // namespace slipway
