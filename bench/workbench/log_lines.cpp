// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/workbench/open_workbench.h"
#include "bench/workbench/workbench_figures.h"
#include "ui/jobs/job_details.h"
#include "ui/jobs/job_page.h"
#include "ui/parts/details/log_tab.h"
#include "widgets/log/log_buffer.h"
#include "widgets/log/log_panel.h"
#include "widgets/log/log_view.h"

#include <nlohmann/json.hpp>

#include <QAbstractScrollArea>

namespace slipway::bench {

namespace {

constexpr std::size_t lines = 400;
/// Not a multiple of anything that polls.
constexpr const char* command = "python3 -u -c 'import time\n"
                                "for i in range(400):\n"
                                "    print(time.time_ns()); time.sleep(0.037)'";

/// Notes when each line is painted for the first time.
class PaintedLines : public QObject {
public:
    explicit PaintedLines(const LogView& view) : view_(view) { view.viewport()->installEventFilter(this); }

    const std::vector<double>& delays() const { return delays_; }

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::Paint)
            note();
        return false;
    }

private:
    void note()
    {
        const LogBuffer& buffer = view_.buffer();
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        const std::size_t whole = buffer.rowCount() - (buffer.lastRowIsComplete() ? 0 : 1);
        for (; seen_ < whole; ++seen_) {
            bool is_stamp = false;
            const qlonglong stamp = QByteArray::fromStdString(buffer.rowBytes(seen_)).toLongLong(&is_stamp);
            if (is_stamp)
                delays_.push_back(
                    std::chrono::duration<double, std::milli>(now - std::chrono::nanoseconds(stamp)).count());
        }
    }

    const LogView& view_;
    std::size_t seen_ = 0;
    std::vector<double> delays_;
};

Result<std::vector<double>> follow(PlatformProcess& platform)
{
    auto client = platform.client();
    if (!client)
        return propagate(client);
    const GuiApplication application;
    const OpenWorkbench workbench(platform);
    JobPage& page = *workbench.view().jobs();
    workbench.view().go(WorkbenchView::Place::Jobs);
    const Json job{{"name", "stamps"}, {"spec", {{"command", command}}}};
    if (auto made = client->post("projects/default/jobs", job); !made)
        return propagate(made);
    page.select("default/stamps");
    waitUntil("the job is selected",
              [&] { return page.selected() && page.selected()->resource.name == "stamps"; });
    LogTab& log = *page.details()->log();
    page.details()->setCurrentTabName(QStringLiteral("logs"));
    const PaintedLines painted(*log.panel()->view());
    waitUntil("every line is painted", [&] { return painted.delays().size() == lines; });
    return painted.delays();
}

}  // namespace

Result<BoundFigures> measureLog()
{
    PlatformProcess platform({});
    if (auto started = platform.start(); !started)
        return propagate(started);
    try {
        const auto delays = follow(platform);
        if (!delays)
            return propagate(delays);
        return BoundFigures{{{"log_line_to_shown_p95_ms", percentile(*delays, 0.95), "ms"}, 250}};
    } catch (const Impatience& impatience) {
        return fail(ErrorCode::DeadlineExceeded, impatience.what());
    }
}

}  // namespace slipway::bench
