// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/api/api_call.h"

#include "client/api/transport_lease.h"

#include <mutex>

namespace slipway {
namespace {

/// One request on its way. Lives as long as the handle, the transfer or a posted delivery needs it.
class PendingCall : public std::enable_shared_from_this<PendingCall> {
public:
    PendingCall(std::shared_ptr<Transport> transport, ApiRequest request, Arrived arrived)
        : profile_(transport->profile),
          executor_(transport->executor),
          request_(std::move(request)),
          arrived_(std::move(arrived)),
          tries_left_(request_.retries),
          lease_(std::move(transport))
    {
    }

    void send()
    {
        auto fetch = signedRequest(profile_, request_);
        if (!fetch)
            return deliver(propagate(fetch));
        net::FetchCallbacks callbacks;
        callbacks.on_done = [self = shared_from_this()](Result<net::FetchResponse> answer) {
            self->arrive(std::move(answer));
        };
        lease_.start(std::move(*fetch), std::move(callbacks));
    }

    void cancel()
    {
        lease_.revoke();
        takeArrived();  // What it captured is let go here, on the caller's thread.
    }

private:
    void arrive(Result<net::FetchResponse> answer)
    {
        if (!answer && answer.error().code == ErrorCode::Unavailable && tries_left_-- > 0)
            return send();
        deliver(answerBody(std::move(answer)));
    }

    void deliver(Result<std::string> body)
    {
        const Arrived arrived = takeArrived();
        if (!arrived)
            return;
        executor_([self = shared_from_this(), answer = arrived(std::move(body))] {
            if (!self->lease_.revoked())
                answer();
        });
    }

    Arrived takeArrived()
    {
        std::lock_guard lock(mutex_);
        return std::exchange(arrived_, nullptr);
    }

    const Profile profile_;
    const Executor executor_;
    const ApiRequest request_;
    std::mutex mutex_;
    Arrived arrived_;
    int tries_left_;
    TransportLease lease_;
};

class PendingCallHandle final : public Call {
public:
    explicit PendingCallHandle(std::shared_ptr<PendingCall> call) : call_(std::move(call)) {}
    ~PendingCallHandle() override { call_->cancel(); }
    void cancel() override { call_->cancel(); }

private:
    std::shared_ptr<PendingCall> call_;
};

}  // namespace

CallHandle startCall(std::shared_ptr<Transport> transport, ApiRequest request, Arrived arrived)
{
    auto call = std::make_shared<PendingCall>(std::move(transport), std::move(request), std::move(arrived));
    auto handle = std::make_unique<PendingCallHandle>(call);
    call->send();
    return handle;
}

}  // namespace slipway
