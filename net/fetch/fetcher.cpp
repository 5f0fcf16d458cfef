// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/fetch/fetcher.h"

#include "net/fetch/loop.h"

#include <future>

namespace slipway::net {

Fetcher::Fetcher() : loop_(std::make_unique<Loop>()) {}

Fetcher::~Fetcher() = default;

std::shared_ptr<Fetch> Fetcher::start(FetchRequest request, FetchCallbacks callbacks)
{
    return loop_->start(std::move(request), std::move(callbacks));
}

Result<FetchResponse> Fetcher::run(FetchRequest request)
{
    const auto promise = std::make_shared<std::promise<Result<FetchResponse>>>();
    auto ended = promise->get_future();
    FetchCallbacks callbacks;
    callbacks.on_done = [promise](Result<FetchResponse> result) { promise->set_value(std::move(result)); };
    start(std::move(request), std::move(callbacks));
    return ended.get();
}

}  // namespace slipway::net
