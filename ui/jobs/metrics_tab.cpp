// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/metrics_tab.h"

#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "widgets/chart/chart_grid.h"
#include "widgets/form/button.h"
#include "widgets/form/search_field.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/form/status/state_pane.h"
#include "widgets/form/text_role.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace slipway {

MetricsTab::MetricsTab(Workbench& workbench, QWidget* parent)
    : QWidget(parent),
      feed_(workbench.workspace),
      tools_(new QWidget),
      filter_(new SearchField(workbench.theme)),
      smoothing_(new QComboBox),
      log_scale_(makeButton({}, ButtonKind::Secondary)),
      note_(makeLabel({}, TextRole::Dim)),
      banner_(new ErrorBanner(workbench.theme)),
      stack_(new QStackedWidget),
      pane_(new StatePane(IconName::Chart, workbench.theme)),
      charts_(new ChartGrid(workbench.theme))
{
    buildTools();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(banner_);
    layout->addWidget(tools_);
    layout->addWidget(stack_, 1);
    stack_->addWidget(pane_);
    auto* framed = new QWidget;
    auto* frame = new QVBoxLayout(framed);
    frame->setContentsMargins(16, 0, 6, 8);
    frame->addWidget(charts_);
    stack_->addWidget(framed);
    charts_->setObjectName(QStringLiteral("charts"));
    banner_->setRetryVisible(false);
    connectFeed();
    retranslated(this, [this] { retranslate(); });
}

void MetricsTab::buildTools()
{
    auto* row = new QHBoxLayout(tools_);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(8);
    filter_->setMaximumWidth(300);
    for (const double weight : {0.0, 0.3, 0.6, 0.9})
        smoothing_->addItem(QString::number(weight, 'f', 1), weight);
    log_scale_->setCheckable(true);
    row->addWidget(filter_, 1);
    row->addWidget(smoothing_);
    row->addWidget(log_scale_);
    row->addStretch(1);
    row->addWidget(note_);
    connect(filter_, &QLineEdit::textChanged, charts_, &ChartGrid::setMetricFilter);
    connect(smoothing_, &QComboBox::currentIndexChanged, this,
            [this] { charts_->setSmoothing(smoothing_->currentData().toDouble()); });
    connect(log_scale_, &QPushButton::toggled, this,
            [this](bool on) { charts_->setScale(on ? ChartScale::Log : ChartScale::Linear); });
}

void MetricsTab::connectFeed()
{
    connect(&feed_, &MetricsFeed::restarted, this, [this] {
        charts_->clear();
        point_count_ = 0;
        answered_ = false;
        trouble_.clear();
        refresh();
    });
    connect(&feed_, &MetricsFeed::points, this,
            [this](const QString& metric, const QString& run, const std::vector<SeriesPoint>& points) {
                charts_->append(metric, run, points);
                point_count_ += points.size();
                refresh();
            });
    connect(&feed_, &MetricsFeed::failed, this, [this](const Error& error) {
        trouble_ = explain(error);
        refresh();
    });
    connect(&feed_, &MetricsFeed::recovered, this, [this] {
        answered_ = true;
        trouble_.clear();
        refresh();
    });
    connect(&feed_, &MetricsFeed::filesChanged, this, &MetricsTab::refresh);
    connect(pane_, &StatePane::actionTriggered, this, [this] {
        answered_ = false;
        trouble_.clear();
        refresh();
        feed_.retry();
    });
}

void MetricsTab::retranslate()
{
    filter_->setPlaceholderText(tr("Filter metrics…"));
    filter_->setAccessibleName(tr("Filter metrics"));
    smoothing_->setAccessibleName(tr("Smoothing"));
    smoothing_->setToolTip(tr("Smoothing: weight of the moving average"));
    for (int i = 0; i < smoothing_->count(); ++i)
        smoothing_->setItemText(i, tr("Smooth %1").arg(smoothing_->itemData(i).toDouble(), 0, 'f', 1));
    log_scale_->setText(tr("Log Y"));
    log_scale_->setToolTip(tr("Logarithmic vertical axis"));
    refresh();
}

void MetricsTab::refresh()
{
    stack_->setCurrentIndex(point_count_ > 0 ? 1 : 0);
    tools_->setVisible(point_count_ > 0);
    banner_->setMessage(point_count_ > 0 ? trouble_ : QString());
    if (point_count_ == 0)
        refreshPane();
    QString note =
        tr("%1 points, all of them drawn").arg(Texts::count(static_cast<std::int64_t>(point_count_)));
    if (feed_.brokenFileCount() > 0)
        note = tr("An event file is damaged; what came before is shown");
    note_->setText(note);
}

void MetricsTab::refreshPane()
{
    const bool never_asked = job_ && job_->workload().attempt == 0;
    if (!trouble_.isEmpty())
        pane_->setFailed(trouble_, tr("Retry"));
    else if (answered_ || never_asked)
        pane_->setEmpty(tr("No metrics yet"),
                        tr("Charts appear as soon as the job writes TensorBoard event files to "
                           "$SLIPWAY_EVENTS, or logs metrics with the Python package slipway."));
    else
        pane_->setLoading();
}

void MetricsTab::show(const ItemPtr& job)
{
    const bool same = job && job_ && job->resource.id == job_->resource.id;
    job_ = job;
    if (isVisible())
        feed_.follow(job);
    else if (!same)
        feed_.follow(nullptr);
    refreshPane();
}

void MetricsTab::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    feed_.follow(job_);
}

}  // namespace slipway
