// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/metrics_feed.h"
#include "ui/parts/workbench.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace slipway {

class ChartGrid;
class ErrorBanner;
class SearchField;
class StatePane;

/// The charts of one job, live.
class MetricsTab : public QWidget {
    Q_OBJECT
public:
    explicit MetricsTab(Workbench& workbench, QWidget* parent = nullptr);

    void show(const ItemPtr& job);
    using QWidget::show;

    ChartGrid* charts() const { return charts_; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void buildTools();
    void connectFeed();
    void retranslate();
    void refresh();
    void refreshPane();

    MetricsFeed feed_;
    ItemPtr job_;
    QWidget* tools_;
    SearchField* filter_;
    QComboBox* smoothing_;
    QPushButton* log_scale_;
    QLabel* note_;
    ErrorBanner* banner_;
    QStackedWidget* stack_;
    StatePane* pane_;
    ChartGrid* charts_;
    std::size_t point_count_ = 0;
    QString trouble_;
    bool answered_ = false;
};

}  // namespace slipway
