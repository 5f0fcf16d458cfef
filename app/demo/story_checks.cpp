// SPDX-License-Identifier: GPL-3.0-or-later
// The second half of the story: what the training left behind, and the environment's GPU.
#include "app/demo/story.h"

#include "ui/parts/details/log_tab.h"
#include "ui/session/workspace.h"
#include "ui/shell/main_window.h"
#include "ui/shell/workbench_view.h"
#include "widgets/chart/chart_card.h"
#include "widgets/chart/chart_grid.h"
#include "widgets/log/log_buffer.h"
#include "widgets/log/log_panel.h"
#include "widgets/log/log_view.h"

#include <nlohmann/json.hpp>

#include <QApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <optional>

namespace slipway::demo {

namespace fs = std::filesystem;

namespace {

const std::string environment_name = "notebook-1";
const std::string job_name = "digits";

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

/// The one curve of a metric's chart, or nothing while there is none.
const ChartSeries* onlySeries(const ChartGrid& charts, const QString& metric)
{
    ChartCard* card = charts.card(metric);
    return card && card->data().series().size() == 1 ? card->data().series().front().get() : nullptr;
}

}  // namespace

void Story::checkLog(nlohmann::json& facts)
{
    std::optional<Watchdog::Excuse> reading(watchdog_);
    const std::string written = readFile(outputsOf(job_name) / "written.log");
    const std::string stored = readFile(attemptOf(job_name) / "streams" / "log");
    facts["bytes"] = stored.size();
    facts["lines"] = std::count(stored.begin(), stored.end(), '\n');
    if (written.empty() || written != stored)
        throw Failure(QStringLiteral("The stored log (%1 bytes) is not what the script wrote (%2 bytes).")
                          .arg(stored.size())
                          .arg(written.size()));
    reading.reset();
    user_.openTab(QStringLiteral("Logs"));
    const LogBuffer* shown = nullptr;
    for (LogTab* tab : window_.findChildren<LogTab*>())
        if (tab->isVisible())
            shown = &tab->panel()->view()->buffer();
    if (!shown)
        throw Failure(QStringLiteral("The log is not on screen."));
    user_.waitUntil(QStringLiteral("the whole log is on screen"),
                    [&] { return shown->sizeBytes() == stored.size(); });
    if (aside([&] { return shown->bytes(0, stored.size()) != stored; }))
        throw Failure(QStringLiteral("The log on screen differs from the stored one."));
}

void Story::checkMetrics(nlohmann::json& facts)
{
    user_.openTab(QStringLiteral("Metrics"));
    const ChartGrid* charts = nullptr;
    user_.waitUntil(QStringLiteral("charts are on screen"), [&] {
        for (const ChartGrid* grid : window_.findChildren<ChartGrid*>())
            charts = grid->isVisible() ? grid : charts;
        return charts != nullptr;
    });
    std::size_t points = 0;
    const auto scalars = aside([this] { return readScalars(attemptOf(job_name) / "streams" / "events"); });
    for (const auto& [tag, logged] : scalars) {
        const ChartSeries* charted = nullptr;
        user_.waitUntil(QStringLiteral("%1 has all its %2 points").arg(text(tag)).arg(logged.size()), [&] {
            charted = onlySeries(*charts, text(tag));
            return charted && charted->raw.size() == logged.size();
        });
        const Watchdog::Excuse comparing(watchdog_);
        const Series& drawn = charted->raw;
        for (std::size_t index = 0; index < logged.size(); ++index)
            if (drawn.at(index).x != double(logged[index].step) || drawn.at(index).y != logged[index].value)
                throw Failure(QStringLiteral("Point %1 of %2 is charted wrongly.").arg(index).arg(text(tag)));
        points += logged.size();
    }
    facts["points"] = points;
    if (points == 0)
        throw Failure(QStringLiteral("The training logged no metric."));
}

void Story::findModel(nlohmann::json& facts)
{
    const WorkloadStatus ended = status(Kind::Job, job_name);
    if (ended.models.empty())
        throw Failure(QStringLiteral("The job lists no model."));
    user_.openTab(QStringLiteral("Overview"));
    const std::string key = ended.models.front();
    const fs::path file = data_ / "objects" / workspace().project() / key;
    facts["model"] = key;
    facts["bytes"] = fs::file_size(file);
}

void Story::takePictures(nlohmann::json& facts)
{
    while (user_.has(QStringLiteral("Dismiss")))  // messages, which keep the language they came in
        user_.click(QStringLiteral("Dismiss"));
    user_.click(QStringLiteral("Environments"));
    user_.selectRow(QStringLiteral("Environments"), text(environment_name));
    album_.take(QStringLiteral("environments"), &window_);
    user_.click(QStringLiteral("Datasets"));
    user_.selectRow(QStringLiteral("Datasets"), QStringLiteral("digits"));
    album_.take(QStringLiteral("datasets"), &window_);
    user_.click(QStringLiteral("Cluster"));
    album_.take(QStringLiteral("cluster"), &window_);
    user_.click(QStringLiteral("Jobs"));
    user_.selectRow(QStringLiteral("Jobs"), text(job_name));
    for (const char* tab : {"Overview", "Events", "Logs", "Metrics"}) {
        user_.openTab(QLatin1String(tab));
        album_.take(QStringLiteral("job-") + QString::fromLatin1(tab).toLower(), &window_);
    }
    facts["pictures"] = album_.count();
}

void Story::releaseGpu(nlohmann::json& facts)
{
    user_.click(QStringLiteral("Environments"));
    user_.selectRow(QStringLiteral("Environments"), text(environment_name));
    kept_files_ = aside([this] { return fingerprint(environmentFiles()); });
    user_.approach(QStringLiteral("Release GPU"));
    QElapsedTimer clock;
    clock.start();
    user_.click(QStringLiteral("Release GPU"));
    user_.waitUntil(QStringLiteral("the GPU is free"), [this] { return heldGpus() == 0; });
    const qint64 free_ms = clock.elapsed();
    facts["gpu_free_ms"] = free_ms;
    waitForPhase(Kind::Environment, environment_name, Phase::Released);
    user_.find(QStringLiteral("Resume"));
    facts["release_ms"] = status(Kind::Environment, environment_name).release_ms.value_or(-1);
    album_.take(QStringLiteral("released"), &window_);
    if (free_ms > release_limit_.count())
        throw Failure(QStringLiteral("The GPU was free only after %1 ms.").arg(free_ms));
}

void Story::resumeEnvironment(nlohmann::json& facts)
{
    user_.click(QStringLiteral("Resume"));
    waitForPhase(Kind::Environment, environment_name, Phase::Running);
    const Fingerprint now = aside([this] { return fingerprint(environmentFiles()); });
    const auto different = differences(kept_files_, now);
    facts["files"] = kept_files_.size();
    facts["different"] = different.size();
    if (!different.empty())
        throw Failure(QStringLiteral("%1 files of the environment changed, such as %2.")
                          .arg(different.size())
                          .arg(text(different.front())));
    user_.waitUntil(QStringLiteral("Jupyter answers"),
                    [this] { return !status(Kind::Environment, environment_name).url.empty(); });
}

void Story::cleanUp(nlohmann::json& facts)
{
    const fs::path files = environmentFiles();
    const auto remove = [this](const QString& page, const QString& name, const QString& confirm, Kind kind) {
        user_.click(page);
        user_.selectRow(page, name);
        user_.click(QStringLiteral("Delete"));
        user_.click(confirm);
        user_.waitUntil(QStringLiteral("%1 is gone").arg(name), [&] {
            return !workspace().find(kind, workspace().project() + "/" + name.toStdString());
        });
    };
    remove(QStringLiteral("Jobs"), text(job_name), QStringLiteral("Delete job"), Kind::Job);
    remove(QStringLiteral("Environments"), text(environment_name), QStringLiteral("Delete environment"),
           Kind::Environment);
    remove(QStringLiteral("Datasets"), QStringLiteral("digits"), QStringLiteral("Delete dataset"),
           Kind::Dataset);
    user_.waitUntil(QStringLiteral("nothing is left of what was deleted"),
                    [&] { return heldGpus() == 0 && !fs::exists(files); });
    facts["gpus_held"] = heldGpus();
}

Workspace& Story::workspace() const
{
    return window_.workbench()->workspace();
}

WorkloadStatus Story::status(Kind kind, const std::string& name) const
{
    const ItemPtr item = workspace().find(kind, workspace().project() + "/" + name);
    return item ? item->statusAs<WorkloadStatus>() : WorkloadStatus{};
}

void Story::waitForPhase(Kind kind, const std::string& name, Phase phase)
{
    user_.waitUntil(QStringLiteral("%1 is %2").arg(text(name), text(std::string(slipway::name(phase)))), [&] {
        const WorkloadStatus now = status(kind, name);
        if (now.phase != phase && (now.phase == Phase::Failed || now.phase == Phase::Lost))
            throw Failure(QStringLiteral("%1 failed: %2").arg(text(name), text(now.message)));
        return now.phase == phase;
    });
}

int Story::heldGpus() const
{
    if (const auto told = ground_.heldGpus())
        return *told;
    int held = 0;
    for (const ItemPtr& node : workspace().items(Kind::Node))
        for (const GpuStatus& gpu : node->statusAs<NodeStatus>().gpus)
            held += gpu.held_by.empty() ? 0 : 1;
    return held;
}

fs::path Story::attemptOf(const std::string& job) const
{
    const ItemPtr item = workspace().find(Kind::Job, workspace().project() + "/" + job);
    return onlyEntry(ground_.tasks() / (item->resource.id.text() + "-0"));
}

fs::path Story::environmentFiles() const
{
    const ItemPtr item = workspace().find(Kind::Environment, workspace().project() + "/" + environment_name);
    return ground_.environmentFiles(item ? item->resource.id : ResourceId());
}

fs::path Story::outputsOf(const std::string& job) const
{
    const ItemPtr item = workspace().find(Kind::Job, workspace().project() + "/" + job);
    return data_ / "objects" / workspace().project() / "jobs" / job / item->resource.id.text() / "outputs";
}

}  // namespace slipway::demo
