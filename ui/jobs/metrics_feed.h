// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/events/series.h"
#include "ui/session/workspace.h"

#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QTimer>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace slipway {

class StreamTail;

/// Every number that one job writes to its event files, live and without gaps.
///
/// Looks for new event files while the job runs and tails each; records are decoded on a thread of its own.
class MetricsFeed : public QObject {
    Q_OBJECT
public:
    explicit MetricsFeed(Workspace& workspace, QObject* parent = nullptr);
    ~MetricsFeed() override;

    /// Another job starts anew; the same one, changed, goes on. Nothing stops.
    void follow(const ItemPtr& job);

    /// Event files that are being read, and those among them that are damaged beyond a place.
    int fileCount() const { return static_cast<int>(tails_.size()); }
    int brokenFileCount() const { return broken_files_; }

Q_SIGNALS:
    /// Another job: what was shown no longer holds.
    void restarted();
    /// Points of one metric of one run, in the order they were written.
    void points(const QString& metric, const QString& run, const std::vector<slipway::SeriesPoint>& points);
    void failed(const slipway::Error& error);
    void recovered();
    void filesChanged();

public Q_SLOTS:
    /// Looks for event files at once, and reads those again that could not be read.
    void retry();

private:
    struct File;
    void askStreams();
    void tail(const TaskStream& stream);
    void decode(const std::shared_ptr<File>& file, std::string bytes);

    Workspace& workspace_;
    ItemPtr job_;
    int epoch_ = 0;
    int broken_files_ = 0;
    std::set<std::string> unread_;  ///< Files whose tail ended with an error.
    bool all_found_ = false;        ///< The job was over before the last look, so no file will join.
    PendingCalls calls_;
    QTimer look_;
    QThreadPool decoder_;
    std::map<std::string, std::unique_ptr<StreamTail>> tails_;
};

}  // namespace slipway
