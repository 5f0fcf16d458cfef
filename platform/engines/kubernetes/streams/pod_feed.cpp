// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/streams/pod_feed.h"

#include "core/json.h"
#include "platform/engines/kubernetes/api/kube_client.h"
#include "platform/engines/kubernetes/api/kube_error.h"
#include "platform/engines/kubernetes/view/object_text.h"
#include "runner/pod/last_words.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <condition_variable>

namespace slipway {

namespace {

/// The collector sends something every ten seconds.
constexpr std::chrono::milliseconds silence{40'000};

}  // namespace

Result<PodNews> readPodNews(std::string_view json)
{
    const Result<Json> state = parseJson(json);
    if (!state || !state->is_object())
        return fail(ErrorCode::DataLoss, "What the pod says of its task cannot be read.");
    PodNews news;
    news.stage = textAt(*state, {"child", "stage"});
    const Json& port = memberAt(*state, {"notebook_port"});
    news.notebook_port = port.is_number_integer() ? port.get<int>() : 0;
    news.meeting = memberAt(*state, {"meeting"}) == true;
    news.stopping = memberAt(*state, {"stop"}).is_object();
    if (const auto waiter = parseWaiterRecord(dumpJson(memberAt(*state, {"waiter"}))))
        news.started_at = waiter->started_at;
    const Json& exit = memberAt(*state, {"exit"});
    if (exit.is_null())
        return news;
    const Result<ExitRecord> record = parseExitRecord(dumpJson(exit));
    if (!record)
        return propagate(record);
    news.exit = *record;
    return news;
}

/// Kept by a transfer's callbacks too, which may come while the feed is taken down.
struct PodFeed::State {
    State(CollectorWays& ways, const PodRecord& record, std::filesystem::path streams,
          std::function<void()> on_change)
        : link(ways, record), copies(std::move(streams)), changed(std::move(on_change))
    {
    }

    Result<void> post(const char* path, std::string body)
    {
        return link.post({path, std::move(body)}).map([](const net::FetchResponse&) {});
    }

    CollectorLink link;

    mutable std::mutex mutex;
    std::condition_variable idle;
    StreamCopies copies;
    FeedParser parser;
    PodNews news;
    std::optional<Error> trouble;
    std::shared_ptr<net::Fetch> transfer;
    bool active = false;  ///< A transfer is in progress.
    int telling = 0;      ///< How many transfers that have ended are still being told of.
    bool heard = false;   ///< It has brought something.
    bool closing = false;
    std::function<void()> changed;
};

PodFeed::PodFeed(CollectorWays& ways, PodRecord record, std::filesystem::path streams,
                 std::function<void()> changed)
    : client_(ways.client),
      record_(std::move(record)),
      state_(std::make_shared<State>(ways, record_, std::move(streams), std::move(changed)))
{
}

PodFeed::~PodFeed()
{
    std::unique_lock lock(state_->mutex);
    state_->closing = true;
    if (state_->transfer)
        state_->transfer->cancel();
    state_->idle.wait(lock, [this] { return !state_->active && state_->telling == 0; });
}

Result<void> PodFeed::follow()
{
    std::string body;
    {
        const std::lock_guard lock(state_->mutex);
        if (state_->active || state_->closing || state_->news.complete)
            return {};
        state_->active = true;
        state_->heard = false;
        state_->parser = {};
        body = dumpJson({{"have", Json(state_->copies.have())}});
    }
    const std::shared_ptr<State> state = state_;
    net::FetchCallbacks callbacks;
    const auto refused = std::make_shared<bool>(false);
    const auto refusal = std::make_shared<std::string>();
    callbacks.on_head = [refused](const net::FetchResponse& head) { *refused = head.status >= 300; };
    callbacks.on_body = [state, refused, refusal](std::string_view bytes) {
        if (!*refused)
            return take(state, bytes);
        refusal->append(bytes.substr(0, 4096));
        return refusal->size() < 65536;
    };
    callbacks.on_done = [state, refusal](Result<net::FetchResponse> response) {
        if (response && response->status >= 300)
            response = tl::unexpected(kubeError(response->status, *refusal));
        done(state, response);
    };
    auto transfer = state_->link.stream("/v1/feed", body, silence, std::move(callbacks));
    if (!transfer) {
        done(state, propagate(transfer));
        return propagate(transfer);
    }
    const std::lock_guard lock(state_->mutex);
    state_->transfer = *transfer;
    if (state_->closing)
        (*transfer)->cancel();
    return {};
}

bool PodFeed::take(const std::shared_ptr<State>& state, std::string_view bytes)
{
    bool news = false;
    {
        const std::lock_guard lock(state->mutex);
        const auto frames = state->parser.take(bytes);
        if (!frames) {
            state->trouble = frames.error();
            return false;
        }
        state->trouble.reset();
        state->heard = true;
        for (const FeedFrame& frame : *frames) {
            news = news || frame.kind == FeedFrame::Kind::State || frame.kind == FeedFrame::Kind::End;
            if (const auto taken = take(*state, frame); !taken) {
                state->trouble = taken.error();
                return false;
            }
        }
    }
    if (news)
        state->changed();
    return true;
}

Result<void> PodFeed::take(State& state, const FeedFrame& frame)
{
    switch (frame.kind) {
    case FeedFrame::Kind::Bytes: {
        const auto taken = state.copies.append(frame.stream, frame.offset_bytes, frame.content);
        // A name that cannot be kept here costs its stream, not the others.
        return taken || taken.error().code == ErrorCode::InvalidArgument ? Result<void>() : taken;
    }
    case FeedFrame::Kind::State: {
        auto news = readPodNews(frame.content);
        if (!news)
            return propagate(news);
        state.news = std::move(*news);
        return {};
    }
    case FeedFrame::Kind::End:
        state.news.complete = state.news.exit.has_value();
        return {};
    case FeedFrame::Kind::Alive:
        break;
    }
    return {};
}

void PodFeed::done(const std::shared_ptr<State>& state, const Result<net::FetchResponse>& response)
{
    std::function<void()> changed;
    {
        const std::lock_guard lock(state->mutex);
        if (!response && !state->trouble && !state->news.complete)
            state->trouble = response.error();
        if (!state->closing)
            state->link.answered(state->heard);
        if (!state->closing)
            changed = state->changed;
        state->transfer.reset();
        // Whoever is told looks at once, and has to see that nothing is followed any more.
        state->active = false;
        ++state->telling;
    }
    if (changed)
        changed();
    const std::lock_guard lock(state->mutex);
    --state->telling;
    state->idle.notify_all();
}

bool PodFeed::follows() const
{
    const std::lock_guard lock(state_->mutex);
    return state_->active;
}

bool PodFeed::heard() const
{
    const std::lock_guard lock(state_->mutex);
    return state_->heard;
}

PodNews PodFeed::news() const
{
    const std::lock_guard lock(state_->mutex);
    return state_->news;
}

std::optional<Error> PodFeed::trouble() const
{
    const std::lock_guard lock(state_->mutex);
    return state_->trouble;
}

Result<void> PodFeed::stop(const StopRequest& request)
{
    return state_->post("/v1/stop", formatRecord(request));
}

Result<void> PodFeed::meet(const PeersRecord& peers)
{
    return state_->post("/v1/peers", formatRecord(peers));
}

Result<void> PodFeed::takeLastWords()
{
    KubeRequest request;
    request.path =
        fmt::format("/api/v1/namespaces/{}/pods/{}/log?container=collector", record_.name_space, record_.pod);
    request.accept = "*/*";
    const auto output = client_.exchange(request);
    if (!output)
        return propagate(output);
    const std::vector<FeedFrame> frames = readLastWords(output->body);
    return frames.empty() ? fail(ErrorCode::NotFound, "It left no last words.") : takeAll(frames);
}

Result<void> PodFeed::takeAll(const std::vector<FeedFrame>& frames)
{
    const std::lock_guard lock(state_->mutex);
    Result<void> whole;
    for (const FeedFrame& frame : frames) {
        if (const auto taken = take(*state_, frame); !taken)
            whole = taken;
    }
    state_->news.complete = state_->news.complete && whole.has_value();
    return whole;
}

Result<std::vector<StreamGap>> PodFeed::takeSegments(SegmentStore& store, const std::string& prefix)
{
    const auto gaps =
        fillFromSegments(store, prefix, have(),
                         [this](const std::string& stream, std::uint64_t offset, std::string_view bytes) {
                             const std::lock_guard lock(state_->mutex);
                             return state_->copies.append(stream, offset, bytes);
                         });
    if (!gaps)
        return gaps;
    const Result<std::string> end = store.read(prefix + std::string(segments_end));
    if (!end && end.error().code != ErrorCode::NotFound)
        return propagate(end);
    FeedParser parser;
    const auto frames = end ? parser.take(*end) : propagate(end);
    // What it says of the streams' lengths shows what is missing.
    if (frames)
        (void)takeAll(*frames);
    return gaps;
}

StreamOffsets PodFeed::have() const
{
    const std::lock_guard lock(state_->mutex);
    return state_->copies.have();
}

Result<void> PodFeed::confirm(const StreamOffsets& have, const PostWays& ways)
{
    // Not under the lock, which the feed's next bytes wait for.
    const StreamCopies copies = [&] {
        const std::lock_guard lock(state_->mutex);
        return state_->copies;
    }();
    if (const Result<void> kept = copies.keep(); !kept)
        return kept;
    Json body{{"have", Json(have)}};
    if (!ways.ways.empty())
        body["ways"] = parseJson(formatPostWays(ways)).value_or(Json::object());
    return state_->post("/v1/confirm", dumpJson(body));
}

Result<void> PodFeed::save()
{
    const std::lock_guard lock(state_->mutex);
    return state_->copies.keep();
}

Result<void> PodFeed::letGo()
{
    return state_->post("/v1/kept", "{}");
}

}  // namespace slipway
