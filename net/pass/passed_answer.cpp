// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/pass/passed_answer.h"

namespace slipway::net {

namespace {

constexpr std::size_t most_queued = 1u << 20;
constexpr std::size_t largest_problem = 64u << 10;

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

Result<FetchResponse> PassedAnswer::begin(const Start& start, Follows follows,
                                          std::shared_ptr<PassedAnswer>& answer)
{
    answer = std::make_shared<PassedAnswer>();
    answer->follows_ = follows;
    Result<std::shared_ptr<Fetch>> fetch = start(answer->callbacks());
    if (!fetch)
        return propagate(fetch);
    std::unique_lock lock(answer->mutex_);
    answer->fetch_ = std::move(*fetch);
    answer->changed_.wait(lock, [&] { return answer->end_ || answer->follows(); });
    if (answer->follows())
        return *answer->head_;
    if (!*answer->end_)
        return propagate(*answer->end_);
    FetchResponse whole = **answer->end_;
    whole.body = std::move(answer->text_);
    return whole;
}

FetchCallbacks PassedAnswer::callbacks()
{
    FetchCallbacks callbacks;
    callbacks.on_head = [self = shared_from_this()](const FetchResponse& head) { self->takeHead(head); };
    callbacks.on_body = [self = shared_from_this()](std::string_view bytes) { return self->takeBody(bytes); };
    callbacks.has_room = [self = shared_from_this()] { return self->hasRoom(); };
    callbacks.on_done = [self = shared_from_this()](Result<FetchResponse> end) {
        self->takeEnd(std::move(end));
    };
    return callbacks;
}

void PassedAnswer::takeHead(const FetchResponse& head)
{
    const std::lock_guard lock(mutex_);
    head_ = head;
    changed_.notify_all();
}

bool PassedAnswer::hasRoom()
{
    const std::lock_guard lock(mutex_);
    if (head_ && !follows())
        return true;
    return writer_ && writer_->queuedBytes() < most_queued;
}

bool PassedAnswer::takeBody(std::string_view bytes)
{
    const std::shared_ptr<StreamWriter> to = writer();
    if (to)
        return to->write(std::string(bytes));
    const std::lock_guard lock(mutex_);
    text_.append(bytes.substr(0, largest_problem - std::min(text_.size(), largest_problem)));
    return true;
}

void PassedAnswer::takeEnd(Result<FetchResponse> end)
{
    const bool whole = end.has_value();
    {
        const std::lock_guard lock(mutex_);
        end_ = std::move(end);
        changed_.notify_all();
    }
    if (const std::shared_ptr<StreamWriter> to = writer())
        whole ? to->finish() : to->abort();
}

// Not used under the lock: a writer may call back.
std::shared_ptr<StreamWriter> PassedAnswer::writer()
{
    const std::lock_guard lock(mutex_);
    return writer_;
}

StreamStart PassedAnswer::body()
{
    return [hold = std::make_shared<Hold>(shared_from_this())](std::shared_ptr<StreamWriter> writer) {
        if (const std::shared_ptr<PassedAnswer> answer = hold->take())
            answer->attach(std::move(writer));
    };
}

void PassedAnswer::attach(std::shared_ptr<StreamWriter> writer)
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
    std::shared_ptr<Fetch> fetch;
    {
        const std::lock_guard lock(mutex_);
        fetch = fetch_;
    }
    if (fetch)
        fetch->resume();
}

void PassedAnswer::cancel()
{
    std::shared_ptr<Fetch> fetch;
    {
        const std::lock_guard lock(mutex_);
        fetch = fetch_;
    }
    if (fetch)
        fetch->cancel();
}

}  // namespace slipway::net
