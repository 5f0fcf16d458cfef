// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/foreign/passed_body.h"

#include <algorithm>
#include <cstring>

namespace slipway {

namespace {

constexpr std::size_t most_queued = 4u << 20;
/// A body up to here is sent in one, and again on a connection that turns out dead.
constexpr std::size_t small_bytes = 1u << 20;

}  // namespace

/// What the transfer reads, and what it said at its end.
class PassedBody::Source final : public net::BodySource {
public:
    explicit Source(std::uint64_t size) : size_(size) {}

    std::uint64_t size() const override { return size_; }
    bool isReady() override
    {
        const std::lock_guard lock(mutex_);
        return !pieces_.empty() || taken_ == size_;
    }
    Result<std::size_t> read(char* buffer, std::size_t capacity) override
    {
        const std::lock_guard lock(mutex_);
        if (pieces_.empty())
            return std::size_t(0);
        const std::string& piece = pieces_.front();
        const std::size_t count = std::min(capacity, piece.size() - offset_);
        std::memcpy(buffer, piece.data() + offset_, count);
        offset_ += count;
        taken_ += count;
        queued_ -= count;
        if (offset_ == piece.size()) {
            pieces_.pop_front();
            offset_ = 0;
        }
        changed_.notify_all();
        return count;
    }
    bool rewind() override
    {
        const std::lock_guard lock(mutex_);
        return taken_ == 0;
    }

    /// Waits for room; false when the transfer has ended.
    bool put(std::string piece)
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return end_ || queued_ < most_queued; });
        if (end_)
            return false;
        queued_ += piece.size();
        pieces_.push_back(std::move(piece));
        return true;
    }
    void end(Result<net::FetchResponse> result)
    {
        const std::lock_guard lock(mutex_);
        end_ = std::move(result);
        changed_.notify_all();
    }
    Result<net::FetchResponse> wait()
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return end_.has_value(); });
        return *end_;
    }

private:
    const std::uint64_t size_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::string> pieces_;
    std::size_t offset_ = 0;  ///< Of the first piece.
    std::size_t queued_ = 0;
    std::uint64_t taken_ = 0;
    std::optional<Result<net::FetchResponse>> end_;
};

PassedBody::PassedBody(ForeignStore& store, StoreRequest request, std::uint64_t size)
    : store_(store), request_(std::move(request)), size_(size)
{
}

PassedBody::~PassedBody()
{
    if (!fetch_)
        return;
    fetch_->cancel();
    (void)source_->wait();
}

void PassedBody::begin()
{
    source_ = std::make_shared<Source>(size_);
    request_.source = source_;
    net::FetchCallbacks callbacks;
    callbacks.on_done = [source = source_](Result<net::FetchResponse> end) { source->end(std::move(end)); };
    fetch_ = store_.start(request_, std::move(callbacks));
}

Result<void> PassedBody::write(std::string_view bytes)
{
    if (bytes.empty())
        return {};
    if (held_.size() + bytes.size() <= small_bytes) {
        held_ += bytes;
        return {};
    }
    if (!source_)
        begin();
    const bool taken = held_.empty() || source_->put(std::exchange(held_, {}));
    held_ = bytes;
    if (fetch_)
        fetch_->resume();
    if (taken)
        return {};
    const Result<net::FetchResponse> end = outcome();
    return end ? fail(ErrorCode::Unavailable, "The store behind this platform took a part for the whole.",
                      "ServiceUnavailable")
               : Result<void>(propagate(end));
}

Result<net::FetchResponse> PassedBody::finish()
{
    if (!source_) {
        request_.body = std::move(held_);
        return store_.ask(request_);
    }
    if (!held_.empty())
        source_->put(std::exchange(held_, {}));
    if (fetch_)
        fetch_->resume();
    return outcome();
}

Result<net::FetchResponse> PassedBody::outcome() const
{
    Result<net::FetchResponse> end = source_->wait();
    if (!end)
        return tl::unexpected(storeUnreached(end.error()));
    if (end->status < 200 || end->status >= 300)
        return tl::unexpected(storeError(store_.name(), *end));
    return end;
}

}  // namespace slipway
