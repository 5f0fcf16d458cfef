// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session.h"

#include <future>
#include <memory>

namespace slipway::ctl {

/// Makes a call and waits for its answer: await<Resource>([&](auto done) { return session.get(..., done); }).
template <class T, class Start>
Result<T> await(Start start)
{
    auto promise = std::make_shared<std::promise<Result<T>>>();
    const CallHandle call =
        start(Answer<T>([promise](Result<T> answer) { promise->set_value(std::move(answer)); }));
    return promise->get_future().get();
}

}  // namespace slipway::ctl
