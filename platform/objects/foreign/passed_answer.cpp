// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/foreign/passed_answer.h"

namespace slipway {

namespace {

constexpr std::size_t most_queued = 1u << 20;
constexpr std::size_t largest_problem = 64u << 10;

bool hasObject(const net::FetchResponse& head)
{
    return head.status == 200 || head.status == 206;
}

}  // namespace

/// Ends the transfer when its body was never asked for.
class PassedAnswer::Hold {
public:
    explicit Hold(std::shared_ptr<PassedAnswer> answer) : answer_(std::move(answer)) {}
    ~Hold()
    {
        if (answer_)
            answer_->cancel();
    }
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;

    std::shared_ptr<PassedAnswer> take() { return std::exchange(answer_, nullptr); }

private:
    std::shared_ptr<PassedAnswer> answer_;
};

Result<net::FetchResponse> PassedAnswer::begin(ForeignStore& store, const StoreRequest& request,
                                               std::shared_ptr<PassedAnswer>& answer)
{
    answer = std::make_shared<PassedAnswer>();
    const std::shared_ptr<net::Fetch> fetch = store.start(request, answer->callbacks());
    std::unique_lock lock(answer->mutex_);
    answer->fetch_ = fetch;
    answer->changed_.wait(lock, [&] { return answer->end_ || (answer->head_ && hasObject(*answer->head_)); });
    if (answer->head_ && hasObject(*answer->head_))
        return *answer->head_;
    if (!*answer->end_)
        return tl::unexpected(storeUnreached(answer->end_->error()));
    net::FetchResponse whole = **answer->end_;
    whole.body = std::move(answer->text_);
    return whole;
}

net::FetchCallbacks PassedAnswer::callbacks()
{
    net::FetchCallbacks callbacks;
    callbacks.on_head = [self = shared_from_this()](const net::FetchResponse& head) { self->takeHead(head); };
    callbacks.on_body = [self = shared_from_this()](std::string_view bytes) { return self->takeBody(bytes); };
    callbacks.has_room = [self = shared_from_this()] { return self->hasRoom(); };
    callbacks.on_done = [self = shared_from_this()](Result<net::FetchResponse> end) {
        self->takeEnd(std::move(end));
    };
    return callbacks;
}

void PassedAnswer::takeHead(const net::FetchResponse& head)
{
    const std::lock_guard lock(mutex_);
    head_ = head;
    changed_.notify_all();
}

bool PassedAnswer::hasRoom()
{
    const std::lock_guard lock(mutex_);
    if (head_ && !hasObject(*head_))
        return true;
    return writer_ && writer_->queuedBytes() < most_queued;
}

bool PassedAnswer::takeBody(std::string_view bytes)
{
    const std::shared_ptr<net::StreamWriter> to = writer();
    if (to)
        return to->write(std::string(bytes));
    const std::lock_guard lock(mutex_);
    text_.append(bytes.substr(0, largest_problem - std::min(text_.size(), largest_problem)));
    return true;
}

void PassedAnswer::takeEnd(Result<net::FetchResponse> end)
{
    const bool whole = end.has_value();
    {
        const std::lock_guard lock(mutex_);
        end_ = std::move(end);
        changed_.notify_all();
    }
    if (const std::shared_ptr<net::StreamWriter> to = writer())
        whole ? to->finish() : to->abort();
}

// Not used under the lock: a writer may call back.
std::shared_ptr<net::StreamWriter> PassedAnswer::writer()
{
    const std::lock_guard lock(mutex_);
    return writer_;
}

net::StreamStart PassedAnswer::body()
{
    return [hold = std::make_shared<Hold>(shared_from_this())](std::shared_ptr<net::StreamWriter> writer) {
        if (const std::shared_ptr<PassedAnswer> answer = hold->take())
            answer->attach(std::move(writer));
    };
}

void PassedAnswer::attach(std::shared_ptr<net::StreamWriter> writer)
{
    writer->onDrained([self = shared_from_this()] { self->resume(); });
    writer->onClosed([self = shared_from_this()] { self->cancel(); });
    std::optional<bool> whole;  // Of one that has ended already, such as one without a body.
    {
        const std::lock_guard lock(mutex_);
        writer_ = writer;
        if (end_)
            whole = end_->has_value();
    }
    if (!whole)
        return resume();
    *whole ? writer->finish() : writer->abort();
}

void PassedAnswer::resume()
{
    std::shared_ptr<net::Fetch> fetch;
    {
        const std::lock_guard lock(mutex_);
        fetch = fetch_;
    }
    if (fetch)
        fetch->resume();
}

void PassedAnswer::cancel()
{
    std::shared_ptr<net::Fetch> fetch;
    {
        const std::lock_guard lock(mutex_);
        fetch = fetch_;
    }
    if (fetch)
        fetch->cancel();
}

}  // namespace slipway
