// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/metrics_feed.h"

#include "client/stream_tail.h"
#include "core/events/event_record.h"
#include "ui/session/on_gui_thread.h"

#include <utility>

namespace slipway {

namespace {

constexpr std::chrono::seconds look_interval{2};
constexpr std::string_view events_prefix = "events/";

/// "events/train/events.out.tfevents.1" of the job "digits" is the run "digits/train", and "digits/train #2"
/// in its second attempt.
QString runName(const std::string& job, const TaskStream& stream)
{
    std::string inside = stream.name.substr(events_prefix.size());
    const auto slash = inside.rfind('/');
    inside = slash == std::string::npos ? std::string() : "/" + inside.substr(0, slash);
    QString run = QString::fromStdString(job + inside);
    if (stream.attempt > 1)
        run += QStringLiteral(" #%1").arg(stream.attempt);
    return run;
}

}  // namespace

/// One event file; its reader belongs to the decoder thread.
struct MetricsFeed::File {
    QString run;
    events::EventReader reader;
    bool broken = false;
};

MetricsFeed::MetricsFeed(Workspace& workspace, QObject* parent) : QObject(parent), workspace_(workspace)
{
    // One thread keeps the bytes of a file in order.
    decoder_.setMaxThreadCount(1);
    look_.setInterval(look_interval);
    connect(&look_, &QTimer::timeout, this, &MetricsFeed::askStreams);
}

MetricsFeed::~MetricsFeed()
{
    tails_.clear();
    decoder_.clear();
    decoder_.waitForDone();
}

void MetricsFeed::follow(const ItemPtr& job)
{
    const bool same = job && job_ && job->resource.id == job_->resource.id;
    const bool ended = same && isTerminal(job->workload().phase) && !isTerminal(job_->workload().phase);
    job_ = job;
    if (!same) {
        ++epoch_;
        calls_.cancelAll();
        tails_.clear();
        unread_.clear();
        broken_files_ = 0;
        all_found_ = false;
        Q_EMIT restarted();
    }
    if (!job_)
        return look_.stop();
    if (!same || ended)
        askStreams();
    const bool over = isTerminal(job_->workload().phase);
    all_found_ = all_found_ && over;
    if (all_found_ || (over && job_->workload().attempt == 0))
        look_.stop();
    else if (!look_.isActive())
        look_.start();
}

void MetricsFeed::retry()
{
    for (const std::string& key : std::exchange(unread_, {}))
        tails_.erase(key);
    askStreams();
}

void MetricsFeed::askStreams()
{
    if (!job_ || !calls_.empty() || job_->workload().attempt == 0)
        return;
    calls_.start<std::vector<TaskStream>>(
        [this](Answer<std::vector<TaskStream>> done) {
            return workspace_.session().streams(Kind::Job, job_->resource.project, job_->resource.name,
                                                std::move(done));
        },
        [this, over = isTerminal(job_->workload().phase)](Result<std::vector<TaskStream>> streams) {
            if (!streams)
                return Q_EMIT failed(streams.error());
            all_found_ = over;
            if (all_found_)
                look_.stop();
            Q_EMIT recovered();
            for (const TaskStream& stream : *streams)
                if (stream.name.starts_with(events_prefix))
                    tail(stream);
        });
}

void MetricsFeed::tail(const TaskStream& stream)
{
    const std::string key = std::to_string(stream.attempt) + "/" + stream.name;
    if (tails_.contains(key))
        return;
    const Resource& job = job_->resource;
    auto file = std::make_shared<File>();
    file->run = runName(job.name, stream);
    TailCallbacks callbacks;
    callbacks.on_bytes = [this, file](std::string bytes) { decode(file, std::move(bytes)); };
    callbacks.on_state = [this](bool live, const Error* error) {
        if (live)
            Q_EMIT recovered();
        else if (error)
            Q_EMIT failed(*error);
    };
    callbacks.on_end = [this, key](const Result<void>& ended) {
        if (ended)
            return;
        unread_.insert(key);
        Q_EMIT failed(ended.error());
    };
    tails_[key] = std::make_unique<StreamTail>(
        workspace_.session(), StreamAddress{Kind::Job, job.project, job.name, stream.name, stream.attempt, 0},
        StreamTail::Follow::Yes, std::move(callbacks));
    Q_EMIT filesChanged();
}

void MetricsFeed::decode(const std::shared_ptr<File>& file, std::string bytes)
{
    decoder_.start([this, file, epoch = epoch_, deliver = onGuiThread(this), bytes = std::move(bytes)] {
        std::vector<events::ScalarPoint> decoded;
        file->reader.feed(bytes, decoded);
        std::map<std::string, std::vector<SeriesPoint>> by_tag;
        for (const events::ScalarPoint& point : decoded)
            by_tag[point.tag].push_back({static_cast<double>(point.step), point.value});
        const bool broken = file->reader.broken();
        deliver([this, file, epoch, broken, by_tag = std::move(by_tag)] {
            if (epoch != epoch_)
                return;
            for (const auto& [tag, series] : by_tag)
                Q_EMIT points(QString::fromStdString(tag), file->run, series);
            if (broken && !file->broken) {
                file->broken = true;
                ++broken_files_;
                Q_EMIT filesChanged();
            }
        });
    });
}

}  // namespace slipway
