// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/follow/feed_loop.h"

#include "client/api/answers.h"

#include <fmt/format.h>

#include <charconv>

namespace slipway {
namespace {

constexpr std::size_t max_problem_bytes = 64u << 10;

std::string kindNames(const std::vector<Kind>& kinds)
{
    std::string names;
    for (const Kind kind : kinds) {
        names += names.empty() ? "" : ",";
        names += info(kind).name;
    }
    return names;
}

}  // namespace

FeedLoop::FeedLoop(std::shared_ptr<Transport> transport, std::vector<Kind> kinds, FeedTiming timing,
                   std::shared_ptr<FeedDelivery> delivery)
    : profile_(transport->profile),
      kinds_(std::move(kinds)),
      timing_(timing),
      delivery_(std::move(delivery)),
      back_off_(timing.first_delay, timing.longest_delay),
      lease_(std::move(transport))
{
}

void FeedLoop::listAll()
{
    kind_index_ = 0;
    cursor_.clear();
    listed_.clear();
    listed_at_.clear();
    cut_.clear();
    of_kind_ = 0;
    version_ = 0;
    listNext();
}

void FeedLoop::listNext()
{
    if (kind_index_ == kinds_.size()) {
        delivery_->reset(std::exchange(listed_, {}), cut_);
        return watch();
    }
    ListOptions options;
    options.cursor = cursor_;
    auto request = signedRequest(profile_, listRequest(kinds_[kind_index_], options));
    if (!request)
        return delivery_->lost(request.error());
    net::FetchCallbacks callbacks;
    callbacks.on_done = [self = shared_from_this()](Result<net::FetchResponse> answer) {
        self->listed(std::move(answer));
    };
    lease_.start(std::move(*request), std::move(callbacks));
}

void FeedLoop::listed(Result<net::FetchResponse> answer)
{
    asked_wait_ = askedWait(answer);
    const auto body = answerBody(std::move(answer));
    auto page = body ? readPage(*body) : Result<ResourcePage>(propagate(body));
    if (!page && page.error().code == ErrorCode::NotFound && kind_index_ > 0) {
        // A server of an older version has no list of a kind that came later, and nothing of it.
        ++kind_index_;
        return listNext();
    }
    // A list that leads to where it is has no end.
    if (page && !page->cursor.empty() && page->cursor == cursor_)
        page = badAnswer();
    if (!page)
        return retry(page.error(), &FeedLoop::listAll);
    takePage(std::move(*page));
    listNext();
}

void FeedLoop::takePage(ResourcePage page)
{
    const Kind kind = kinds_[kind_index_];
    // Later pages may be newer than the first; watching since the first repeats changes rather than losing
    // one.
    const bool first_page = listed_at_.emplace(kind, page.version).second;
    if (first_page && (kind_index_ == 0 || page.version < version_))
        version_ = page.version;
    of_kind_ += page.items.size();
    listed_.insert(listed_.end(), std::make_move_iterator(page.items.begin()),
                   std::make_move_iterator(page.items.end()));
    cursor_ = std::move(page.cursor);
    if (timing_.most_of_a_kind > 0 && of_kind_ >= timing_.most_of_a_kind && !cursor_.empty()) {
        cut_.push_back(kind);
        cursor_.clear();
    }
    if (cursor_.empty()) {
        ++kind_index_;
        of_kind_ = 0;
    }
}

void FeedLoop::watch()
{
    ApiRequest watching;
    watching.path = "watch";
    watching.query = {{"since", std::to_string(version_)}, {"kinds", kindNames(kinds_)}};
    watching.total_timeout = std::chrono::milliseconds(0);
    auto request = signedRequest(profile_, watching);
    if (!request)
        return delivery_->lost(request.error());
    request->stall_timeout = timing_.silence;
    parser_ = {};
    status_ = 0;
    problem_.clear();
    net::FetchCallbacks callbacks;
    callbacks.on_head = [self = shared_from_this()](const net::FetchResponse& head) { self->takeHead(head); };
    callbacks.on_body = [self = shared_from_this()](std::string_view bytes) { return self->take(bytes); };
    callbacks.on_done = [self = shared_from_this()](Result<net::FetchResponse> answer) {
        self->watchEnded(std::move(answer));
    };
    lease_.start(std::move(*request), std::move(callbacks));
}

void FeedLoop::takeHead(const net::FetchResponse& head)
{
    const std::string* type = head.headers.find("Content-Type");
    is_events_ = type && type->starts_with("text/event-stream");
    status_ = head.status;
    if (status_ == 200 && is_events_)
        delivery_->live();
}

bool FeedLoop::take(std::string_view bytes)
{
    if (status_ == 200 && !is_events_)
        return false;
    if (status_ != 200) {
        problem_ += bytes.substr(0, max_problem_bytes - std::min(max_problem_bytes, problem_.size()));
        return true;
    }
    std::vector<ServerEvent> events;
    const bool readable = parser_.feed(bytes, events);
    std::vector<FeedChange> changes;
    for (const ServerEvent& event : events)
        takeEvent(event, changes);
    if (!events.empty())
        back_off_.reset();
    delivery_->change(std::move(changes));
    return readable;
}

void FeedLoop::takeEvent(const ServerEvent& event, std::vector<FeedChange>& changes)
{
    std::int64_t version = 0;
    std::from_chars(event.id.data(), event.id.data() + event.id.size(), version);
    version_ = std::max(version_, version);
    if (event.event != "change" && event.event != "removed")
        return;
    const bool removed = event.event == "removed";
    auto resource = removed ? readRemoved(event.data) : parseSentResource(event.data);
    if (!resource)
        return;
    version_ = std::max(version_, resource->version);
    const auto listed_at = listed_at_.find(resource->kind);
    if (listed_at != listed_at_.end() && resource->version > listed_at->second)
        changes.push_back({removed, std::move(*resource)});
}

void FeedLoop::watchEnded(Result<net::FetchResponse> answer)
{
    asked_wait_ = askedWait(answer);
    if (status_ == 200 && !is_events_)
        return retry(badAnswer().value(), &FeedLoop::watch);
    const bool refused = answer && answer->status != 200;
    if (refused)
        answer->body = problem_;
    const auto body = answerBody(std::move(answer));
    if (body)
        return retry({ErrorCode::Unavailable,
                      fmt::format("The server at {} closed the connection.", profile_.server),
                      {},
                      {}},
                     &FeedLoop::watch);
    if (refused && body.error().code == ErrorCode::Gone)
        return lease_.after(back_off_.next(), [self = shared_from_this()] { self->listAll(); });
    retry(body.error(), &FeedLoop::watch);
}

void FeedLoop::retry(const Error& error, void (FeedLoop::*step)())
{
    if (lease_.revoked())
        return;
    delivery_->lost(error);
    lease_.after(std::max(back_off_.next(), asked_wait_),
                 [self = shared_from_this(), step] { (*self.*step)(); });
}

}  // namespace slipway
