// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/follow/tail_loop.h"

#include <fmt/format.h>

#include <charconv>

namespace slipway {
namespace {

constexpr std::size_t max_problem_bytes = 64u << 10;
constexpr std::chrono::milliseconds first_delay{250};
constexpr std::chrono::milliseconds longest_delay{10'000};

}  // namespace

TailLoop::TailLoop(std::shared_ptr<Transport> transport, StreamAddress address, StreamTail::Follow follow,
                   std::shared_ptr<TailDelivery> delivery)
    : profile_(transport->profile),
      address_(std::move(address)),
      follow_(follow),
      delivery_(std::move(delivery)),
      back_off_(first_delay, longest_delay),
      lease_(std::move(transport))
{
}

void TailLoop::read()
{
    ApiRequest reading;
    reading.path = resourcePath(address_.kind, address_.project, address_.name) + "/streams/" +
                   percentEncode(address_.stream, Slash::Keep);
    if (address_.attempt > 0)
        reading.query.emplace_back("attempt", std::to_string(address_.attempt));
    reading.query.emplace_back("offset", std::to_string(address_.offset_bytes));
    if (follow_ == StreamTail::Follow::Yes)
        reading.query.emplace_back("follow", "true");
    reading.total_timeout = std::chrono::milliseconds(0);
    auto request = signedRequest(profile_, reading);
    if (!request)
        return delivery_->end(propagate(request));
    status_ = 0;
    paused_ = false;
    problem_.clear();
    net::FetchCallbacks callbacks;
    callbacks.on_head = [self = shared_from_this()](const net::FetchResponse& head) { self->takeHead(head); };
    callbacks.on_body = [self = shared_from_this()](std::string_view bytes) { return self->take(bytes); };
    callbacks.on_done = [self = shared_from_this()](Result<net::FetchResponse> answer) {
        self->ended(std::move(answer));
    };
    lease_.start(std::move(*request), std::move(callbacks));
}

void TailLoop::takeHead(const net::FetchResponse& head)
{
    status_ = head.status;
    if (head.status != 200)
        return;
    if (const std::string* attempt = head.headers.find("Slipway-Attempt"); attempt && address_.attempt == 0)
        std::from_chars(attempt->data(), attempt->data() + attempt->size(), address_.attempt);
    delivery_->live();
}

bool TailLoop::take(std::string_view bytes)
{
    if (status_ != 200) {
        problem_ += bytes.substr(0, max_problem_bytes - std::min(max_problem_bytes, problem_.size()));
        return true;
    }
    address_.offset_bytes += bytes.size();
    back_off_.reset();
    paused_ = !delivery_->bytes(bytes);
    return !paused_;
}

void TailLoop::ended(Result<net::FetchResponse> answer)
{
    if (lease_.revoked())
        return;
    const auto asked_wait = askedWait(answer);
    if (paused_ && !answer)
        return delivery_->whenEmptied([self = shared_from_this()] { self->read(); });
    if (!answer && answer.error().code == ErrorCode::DeadlineExceeded && status_ == 200)
        return read();  // Silent for long: nothing was written, or the connection died unseen.
    if (answer && answer->status != 200)
        answer->body = problem_;
    const auto body = answerBody(std::move(answer));
    if (body)
        return delivery_->end({});
    if (!isTransient(body.error()))
        return delivery_->end(propagate(body));
    delivery_->lost(body.error());
    lease_.after(std::max(back_off_.next(), asked_wait), [self = shared_from_this()] { self->read(); });
}

}  // namespace slipway
