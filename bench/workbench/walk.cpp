// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/watchdog.h"
#include "bench/harness/seeded_jobs.h"
#include "bench/workbench/open_workbench.h"
#include "bench/workbench/workbench_figures.h"
#include "ui/datasets/dataset_page.h"
#include "ui/environments/environment_page.h"
#include "ui/jobs/job_details.h"
#include "ui/jobs/job_page.h"
#include "ui/jobs/metrics_tab.h"
#include "ui/parts/details/log_tab.h"
#include "widgets/chart/chart_grid.h"
#include "widgets/form/dialogs/step_dialog.h"
#include "widgets/log/log_panel.h"
#include "widgets/table/table_view.h"

#include <nlohmann/json.hpp>

#include <QLineEdit>
#include <QPushButton>

#include <iostream>

namespace slipway::bench {

namespace {

constexpr const char* training =
    "python3 -u -c 'import slipway, time; [(slipway.log({\"loss\": 1 / (s + 1), \"lr\": 0.1}, step=s), "
    "print(\"step\", s), time.sleep(0.02)) for s in range(300)]'";

/// Looking takes a moment, too.
constexpr std::chrono::milliseconds look{400};

/// Throws Impatience when there is none.
template <class Widget>
Widget& child(const QWidget& parent, const char* name)
{
    auto* found = parent.findChild<Widget*>(QLatin1String(name));
    if (found == nullptr)
        throw Impatience(std::string("There is no ") + name + " to use.");
    return *found;
}

class Walk {
public:
    Walk(const OpenWorkbench& workbench, const demo::Watchdog& watchdog)
        : workbench_(workbench), view_(workbench.view()), watchdog_(watchdog)
    {
    }

    void run()
    {
        step("connect", [] {});
        step("pages", [this] { pages(); });
        step("filter", [this] { filter(); });
        step("launch", [this] { launch(); });
        step("log", [this] { log(); });
        step("charts", [this] { charts(); });
        step("release", [this] { release(); });
    }

private:
    /// Says how late the window was at most while it lasted.
    void step(const char* name, const std::function<void()>& take)
    {
        take();
        const auto& delays = watchdog_.delays();
        const std::vector<double> since(delays.begin() + static_cast<std::ptrdiff_t>(seen_), delays.end());
        seen_ = delays.size();
        std::cerr << name << ": late by at most " << percentile(since, 1) << " ms, by "
                  << percentile(since, 0.99) << " ms in 99 of 100 looks.\n";
    }

    void pages()
    {
        for (const auto place : {WorkbenchView::Place::Jobs, WorkbenchView::Place::Datasets,
                                 WorkbenchView::Place::Cluster, WorkbenchView::Place::Environments}) {
            view_.go(place);
            waitFor(look);
        }
    }

    void type(QLineEdit& field, const QString& text)
    {
        field.clear();
        for (const QChar c : text) {
            field.insert(c);
            waitFor(std::chrono::milliseconds(30));
        }
    }

    void filter()
    {
        view_.go(WorkbenchView::Place::Jobs);
        auto& field = child<QLineEdit>(*view_.jobs(), "filter");
        type(field, QStringLiteral("owner:me phase:succeeded job-0001"));
        waitFor(look);
        field.clear();
        view_.jobs()->table()->scrollToBottom();
        waitFor(look);
        view_.jobs()->table()->scrollToTop();
    }

    void launch()
    {
        view_.jobs()->begin();
        StepDialog* dialog = nullptr;
        waitUntil("the dialog is open", [&] {
            dialog = workbench_.window().findChild<StepDialog*>();
            return dialog != nullptr && dialog->isVisible();
        });
        waitFor(look);
        type(child<QLineEdit>(*dialog, "name"), QStringLiteral("walk"));
        child<QLineEdit>(*dialog, "command").setText(QString::fromLatin1(training));
        const int steps = dialog->stepCount();
        for (int step = 0; step < steps; ++step) {
            const auto& next = child<QPushButton>(*dialog, "next");
            waitUntil("the step is complete", [&] { return next.isEnabled(); });
            waitFor(look);
            dialog->next();
        }
        workbench_.waitForPhase(Kind::Job, "walk", Phase::Running);
    }

    void log()
    {
        JobPage& page = *view_.jobs();
        page.select("default/walk");
        waitUntil("the job is selected",
                  [&] { return page.selected() && page.selected()->resource.name == "walk"; });
        page.details()->setCurrentTabName(QStringLiteral("logs"));
        waitUntil("the log has lines", [&] { return page.details()->log()->panel()->offset() > 500; });
    }

    void charts()
    {
        JobPage& page = *view_.jobs();
        page.details()->setCurrentTabName(QStringLiteral("metrics"));
        waitUntil("there are charts",
                  [&] { return page.details()->metrics()->charts()->metrics().size() == 2; });
        workbench_.waitForPhase(Kind::Job, "walk", Phase::Succeeded);
        waitFor(look);
    }

    void release()
    {
        view_.go(WorkbenchView::Place::Environments);
        view_.environments()->select("default/notebook");
        waitFor(look);
        const ItemPtr item = workbench_.workspace().find(Kind::Environment, "default/notebook");
        view_.environments()->actions().release(item->resource, &workbench_.window());
        workbench_.waitForPhase(Kind::Environment, "notebook", Phase::Released);
        waitFor(look);
    }

    const OpenWorkbench& workbench_;
    WorkbenchView& view_;
    const demo::Watchdog& watchdog_;
    std::size_t seen_ = 0;
};

}  // namespace

Result<BoundFigures> measureWalk()
{
    PlatformProcess platform({.gpus = 4, .core = {}});
    if (auto started = startWithJobs(platform, 1000); !started)
        return propagate(started);
    auto client = platform.client();
    if (!client)
        return propagate(client);
    const Json environment{{"name", "notebook"}, {"spec", {{"flavor", "gpu-1"}}}};
    if (auto made = client->post("projects/default/environments", environment); !made)
        return propagate(made);
    const GuiApplication application;
    const demo::Watchdog watchdog;
    try {
        const OpenWorkbench workbench(platform);
        workbench.waitForPhase(Kind::Environment, "notebook", Phase::Running);
        Walk(workbench, watchdog).run();
    } catch (const Impatience& impatience) {
        return fail(ErrorCode::DeadlineExceeded, impatience.what());
    }
    return BoundFigures{{{"walk_gui_thread_block_p99_ms", percentile(watchdog.delays(), 0.99), "ms"}, 16}};
}

}  // namespace slipway::bench
