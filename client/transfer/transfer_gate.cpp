// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/transfer/transfer_gate.h"

#include <future>
#include <utility>

namespace slipway {
namespace {

tl::unexpected<Error> canceled()
{
    return fail(ErrorCode::Canceled, "The transfer was cancelled.");
}

}  // namespace

Result<net::FetchResponse> TransferGate::run(net::FetchRequest request, Progress on_progress)
{
    auto promise = std::make_shared<std::promise<Result<net::FetchResponse>>>();
    auto answer = promise->get_future();
    net::FetchCallbacks callbacks;
    callbacks.on_progress = std::move(on_progress);
    callbacks.on_done = [promise](Result<net::FetchResponse> done) { promise->set_value(std::move(done)); };
    std::shared_ptr<net::Fetch> fetch;
    {
        std::lock_guard lock(mutex_);
        if (closed_)
            return canceled();
        fetch = transport_->fetcher->start(std::move(request), std::move(callbacks));
        running_.insert(fetch);
    }
    auto result = answer.get();
    std::lock_guard lock(mutex_);
    running_.erase(fetch);
    if (closed_)
        return canceled();
    return result;
}

Result<std::string> TransferGate::ask(const ApiRequest& request)
{
    auto fetch = signedRequest(profile(), request);
    if (!fetch)
        return propagate(fetch);
    return answerBody(run(std::move(*fetch)));
}

bool TransferGate::pause(std::chrono::milliseconds time)
{
    std::unique_lock lock(mutex_);
    return !closing_.wait_for(lock, time, [this] { return closed_; });
}

void TransferGate::close()
{
    std::set<std::shared_ptr<net::Fetch>> running;
    {
        std::lock_guard lock(mutex_);
        closed_ = true;
        running = running_;
    }
    closing_.notify_all();
    for (const auto& fetch : running)
        fetch->cancel();
}

bool TransferGate::closed() const
{
    std::lock_guard lock(mutex_);
    return closed_;
}

}  // namespace slipway
