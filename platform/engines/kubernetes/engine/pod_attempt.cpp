// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/engine/pod_attempt.h"

#include "platform/engines/kubernetes/api/kube_client.h"
#include "platform/engines/kubernetes/pods/pod_cleaning.h"
#include "platform/engines/task_exit.h"
#include "runner/records/durable_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace slipway {

namespace {

using std::chrono::milliseconds;
using Stage = TaskState::Stage;

constexpr milliseconds first_pause{100};
constexpr milliseconds longest_pause{5'000};
/// How long after its grace a task that was asked to stop is ended from outside.
constexpr milliseconds stop_margin{3'000};
constexpr std::chrono::seconds last_grace{1};
constexpr const char* cleaned_marker = "cleaned";
constexpr const char* running_marker = "running";  ///< Says since when.
constexpr int most_last_words_tries = 8;           // A node that is away takes them with it.
constexpr const char* withdrawn_before = "Not all of its replicas could be started in time.";
constexpr const char* end_missing =
    "The end of its log may be missing, as its node could not be asked for it.";

TaskState stateOf(const PodRecord& record)
{
    TaskState state;
    state.task = record.task;
    state.attempt = record.attempt;
    state.workload = record.workload;
    state.replica = record.replica;
    state.holder = record.holder;
    return state;
}

/// What goes on before the command, where that takes a while.
PodReason reasonOf(const std::string& stage)
{
    if (stage == "prepare")
        return {"preparing", "The environment's Python packages are being prepared."};
    if (stage == "fetch-code")
        return {"fetching", "Its code and datasets are being fetched."};
    return {};
}

PodReason unreachableNode(const std::string& node)
{
    return {"node-unreachable",
            "The node " + node +
                " does not answer, so whether it runs on there is not known: it is waited for. An "
                "administrator who knows that the node is off can say so: slipwayctl node fence " +
                node + "."};
}

PodReason notFollowed()
{
    return {"not-followed",
            "What passes on its output has ended before it, such as for want of memory. It runs on, and how "
            "it ends will be known."};
}

PodReason reasonOf(const PodNews& news)
{
    if (news.meeting)
        return {"waiting-for-peers", "It is ready and waits for the other replicas."};
    return reasonOf(news.stage);
}

/// The pause after one that was not long enough.
milliseconds next(milliseconds pause)
{
    return pause.count() == 0 ? first_pause : std::min(pause * 2, longest_pause);
}

std::chrono::seconds wholeSeconds(milliseconds time)
{
    return std::max(std::chrono::seconds(1), std::chrono::ceil<std::chrono::seconds>(time));
}

}  // namespace

PodAttempt::PodAttempt(CollectorWays& ways, PodRecord record, AttemptDirectory directory,
                       const KubernetesEngineOptions& options, std::function<void()> changed)
    : client_(ways.client),
      record_(std::move(record)),
      directory_(std::move(directory)),
      names_(options.accelerators),
      state_(stateOf(record_)),
      feed_(ways, record_, directory_.streams(), std::move(changed)),
      segments_(options.segments, record_, feed_, options.segment_patience)
{
    if (const Result<ExitRecord> exit = directory_.readExit()) {
        state_.stage = Stage::Ended;
        state_.exit = toTaskExit(*exit);
        std::error_code error;
        cleaned_ = std::filesystem::exists(directory_.path() / cleaned_marker, error);
        return;
    }
    // As it was seen last, until its pod is seen again.
    if (const auto began = readSmallFile(directory_.path() / running_marker)) {
        state_.stage = Stage::Running;
        if (const auto time = parseTimestamp(*began))
            state_.started_at = *time;
    }
    if (const Result<StopRequest> stop = directory_.readStop()) {
        state_.stage = Stage::Stopping;
        stop_ = *stop;
    }
}

PodAttempt::~PodAttempt() = default;

TaskState PodAttempt::state() const
{
    const std::lock_guard lock(mutex_);
    return state_;
}

bool PodAttempt::ended() const
{
    const std::lock_guard lock(mutex_);
    return state_.exit.has_value();
}

int PodAttempt::notebookPort() const
{
    return ended() ? 0 : feed_.news().notebook_port;
}

void PodAttempt::promise(const PromisedPod& promised)
{
    const std::lock_guard lock(mutex_);
    promised_ = promised;
}

std::optional<PromisedPod> PodAttempt::promised() const
{
    const std::lock_guard lock(mutex_);
    return promised_;
}

bool PodAttempt::runs() const
{
    const std::lock_guard lock(mutex_);
    return runs_ && !state_.exit;
}

PodAttempt::Meeting PodAttempt::meeting() const
{
    const PodNews news = feed_.news();
    const std::lock_guard lock(mutex_);
    if (state_.exit || news.exit || (!news.stage.empty() && !isPreparation(news.stage)))
        return Meeting::Met;
    if (news.meeting && !address_.empty())
        return Meeting::Ready;
    return runs_ ? Meeting::Coming : Meeting::Absent;
}

void PodAttempt::noteNode(NodeStanding standing)
{
    const std::lock_guard lock(mutex_);
    node_standing_ = standing;
}

Result<void> PodAttempt::fence(const std::string& why)
{
    if (ended())
        return {};
    (void)feed_.save();
    return end({stopRequest() ? stopRequest()->cause : ExitCause::Fenced, {}, {}, why, now()});
}

Result<void> PodAttempt::end(const ExitRecord& record)
{
    const std::lock_guard lock(mutex_);
    if (state_.exit)
        return {};
    if (const auto written = directory_.writeExit(record); !written)
        return written;
    state_.stage = Stage::Ended;
    state_.exit = toTaskExit(record);
    state_.gpus.clear();
    state_.reason.clear();
    state_.message.clear();
    promised_.reset();
    return {};
}

std::string PodAttempt::address() const
{
    const std::lock_guard lock(mutex_);
    return address_;
}

Result<void> PodAttempt::requestStop(const StopRequest& request, const std::string& why)
{
    const std::lock_guard lock(mutex_);
    if (state_.exit)
        return {};
    // Written down: whoever comes after a crash knows that the end was wanted.
    if (const auto left = directory_.leaveStop(request); !left)
        return left;
    if (!stop_ || request.grace < stop_->grace)
        stop_ = request;
    if (!why.empty())
        why_stopped_ = why;
    state_.stage = Stage::Stopping;
    return {};
}

PodAttempt::NodeStanding PodAttempt::nodeStanding() const
{
    const std::lock_guard lock(mutex_);
    return node_standing_;
}

std::optional<StopRequest> PodAttempt::stopRequest() const
{
    const std::lock_guard lock(mutex_);
    return stop_;
}

std::string PodAttempt::whyStopped() const
{
    const std::lock_guard lock(mutex_);
    return stop_ && stop_->cause == ExitCause::Withdrawn && why_stopped_.empty() ? withdrawn_before
                                                                                 : why_stopped_;
}

milliseconds PodAttempt::pause()
{
    pause_ = next(pause_);
    return pause_;
}

PodAttempt::Presence PodAttempt::presence(std::optional<KubePod>& pod)
{
    if (pod && !record_.uid.empty() && pod->uid != record_.uid)
        pod.reset();  // Another of the same name.
    if (pod) {
        seen_ = true;
        return Presence::There;
    }
    if (seen_)
        return Presence::Gone;
    // What was made a moment ago, or before a restart, is not in view yet, or not any more.
    const auto object = client_.get(podPath(record_));
    if (!object)
        return object.error().code == ErrorCode::NotFound ? Presence::Gone : Presence::Unknown;
    pod = readPod(*object, names_);
    seen_ = record_.uid.empty() || pod->uid == record_.uid;
    return seen_ ? Presence::There : Presence::Gone;
}

std::optional<milliseconds> PodAttempt::look(std::optional<KubePod> pod)
{
    if (cleaned_)
        return std::nullopt;
    const Presence presence = this->presence(pod);
    if (presence == Presence::Unknown)
        return pause();
    if (presence == Presence::There && !pod->over() && !ended()) {
        std::optional<StopRequest> stop;
        {
            const std::lock_guard lock(mutex_);
            stop = stop_;
            if (!pod->node.empty())
                promised_.reset();
        }
        follow(*pod);
        if (stop)
            sendStop(*pod, *stop);
        showState(*pod, feed_.news());
        const bool impatient = stop || (pod->phase == KubePod::Phase::Running && !feed_.follows());
        if (impatient)
            return pause();
        return feed_.follows() ? segments_.confirm() : std::nullopt;
    }
    if (!conclude(pod) || !clean(pod))
        return pause();
    cleaned_ = true;
    // Only saves whoever comes after a restart from looking.
    if (!segments_.leftBehind())
        (void)replaceFile(directory_.path() / cleaned_marker, "", Durability::Crash);
    return std::nullopt;
}

void PodAttempt::follow(const KubePod& pod)
{
    const PodNews news = feed_.news();
    if (news.complete) {
        if (save())
            (void)feed_.letGo();  // It goes by itself a moment later.
        return;
    }
    if (feed_.heard())
        follow_pause_ = milliseconds(0);
    if (feed_.follows()) {
        pause_ = milliseconds(0);
    } else if (pod.phase == KubePod::Phase::Running && Clock::now() >= follow_at_ + follow_pause_) {
        follow_at_ = Clock::now();
        follow_pause_ = next(follow_pause_);
        (void)feed_.follow();  // An error shows as a feed that does not follow.
    }
}

bool PodAttempt::takeRest(const std::optional<KubePod>& pod)
{
    if (!segments_.fill()) {
        const std::lock_guard lock(mutex_);
        state_.reason = "reading-log";
        state_.message = segments_.waiting();
        return false;
    }
    return feed_.news().complete || !pod || !pod->exit || lastWordsTaken();
}

/// Whether there is nothing more to be had of a pod that is over.
bool PodAttempt::lastWordsTaken()
{
    const auto taken = feed_.takeLastWords();
    const bool for_good = taken || taken.error().code == ErrorCode::NotFound ||
                          taken.error().code == ErrorCode::DataLoss ||
                          taken.error().code == ErrorCode::InvalidArgument;
    return for_good || ++last_words_tries_ >= most_last_words_tries;
}

bool PodAttempt::save()
{
    saved_ = saved_ || feed_.save().has_value();
    return saved_;
}

void PodAttempt::sendStop(const KubePod& pod, const StopRequest& request)
{
    const auto now = Clock::now();
    if (stop_again_at_ && now < *stop_again_at_)
        return;
    const bool first = !stop_again_at_;
    if (first && pod.phase == KubePod::Phase::Running && feed_.stop(request)) {
        stop_again_at_ = now + request.grace + stop_margin;
        return;
    }
    // It does not answer, or not any more: its node ends it, with a signal that the runner knows.
    const auto grace = first ? wholeSeconds(request.grace) : last_grace;
    if (client_.remove(podPath(record_), {record_.uid, grace}))
        stop_again_at_ = now + grace + stop_margin;
}

void PodAttempt::showState(const KubePod& pod, const PodNews& news)
{
    const std::lock_guard lock(mutex_);
    state_.node = pod.node;
    address_ = pod.address;
    runs_ = pod.phase == KubePod::Phase::Running && !pod.mute;
    if (news.started_at)
        state_.started_at = news.started_at;
    const bool unreachable = node_standing_ == NodeStanding::Unreachable;
    const PodReason why = unreachable ? unreachableNode(pod.node)
                          : pod.mute  ? notFollowed()
                                      : pod.reason.value_or(reasonOf(news));
    state_.reason = why.reason;
    state_.message = why.message;
    if (state_.stage == Stage::Stopping || news.stopping)
        state_.stage = Stage::Stopping;
    else if (!news.stage.empty() && !isPreparation(news.stage) && state_.stage != Stage::Running) {
        state_.stage = Stage::Running;
        (void)replaceFile(directory_.path() / running_marker,
                          formatTimestamp(state_.started_at.value_or(now())), Durability::Crash);
    }
}

std::optional<ExitRecord> PodAttempt::recordedExit(const std::optional<KubePod>& pod,
                                                   const PodNews& news) const
{
    std::optional<ExitRecord> record = news.exit;
    if (!record && pod && pod->exit) {
        if (const auto said = parseExitRecord(pod->exit->message))
            record = *said;
    }
    if (!record || record->cause == ExitCause::Lost)
        return std::nullopt;
    // Its node asks it to stop when somebody else deletes the pod, or evicts it.
    const bool asked = stopRequest() || news.stopping;
    if (record->cause == ExitCause::Stopped && !asked)
        return std::nullopt;
    if (record->cause == ExitCause::Withdrawn)
        record->message = whyStopped();
    return record;
}

ExitRecord PodAttempt::exitOf(const std::optional<KubePod>& pod, const PodNews& news) const
{
    if (const auto recorded = recordedExit(pod, news))
        return *recorded;
    ExitRecord record{ExitCause::Lost, {}, {}, {}, now()};
    if (pod && pod->exit && pod->exit->ended_at)
        record.ended_at = *pod->exit->ended_at;
    const bool off = nodeStanding() == NodeStanding::Off;
    if (const auto stop = stopRequest()) {
        record.cause = stop->cause;
        record.message = whyStopped();
    } else if (off) {
        record.cause = ExitCause::Fenced;
        record.message = "Its node is gone from the cluster.";
    } else if (pod && pod->reason) {
        record.message = pod->reason->message;
    } else if (!pod || pod->deleting) {
        record.message = "Its pod was deleted from the cluster by somebody else.";
    } else {
        record.message = "Its pod ended without a record.";
    }
    return record;
}

bool PodAttempt::conclude(const std::optional<KubePod>& pod)
{
    if (ended())
        return true;
    if (feed_.follows() && feed_.news().exit && !feed_.news().complete)
        return false;  // The rest is on its way.
    if (!takeRest(pod))
        return false;
    const PodNews news = feed_.news();
    ExitRecord record = exitOf(pod, news);
    {
        // It may have ended before anybody heard of it.
        const std::lock_guard lock(mutex_);
        if (news.started_at)
            state_.started_at = news.started_at;
        if (pod)
            state_.node = pod->node;
    }
    std::string missing = segments_.missing();
    if (missing.empty() && !news.complete && pod && pod->exit)
        missing = end_missing;
    if (!missing.empty())
        record.message += record.message.empty() ? missing : " " + missing;
    return save() && end(record).has_value();
}

bool PodAttempt::clean(const std::optional<KubePod>& pod)
{
    // One that was fenced has ended before anybody read what it left.
    if (!segments_.fill() || !removePod(client_, record_, pod.has_value()))
        return false;
    return feed_.save() && segments_.remove();
}

}  // namespace slipway
