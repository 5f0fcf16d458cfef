// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_data.h"
#include "widgets/chart/raster/plot_geometry.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QMenu;
class QToolButton;

namespace slipway {

class ChartView;
class Theme;

/// One metric: its name, its latest value, its chart, and buttons to enlarge and export it.
class ChartCard : public QFrame {
    Q_OBJECT

public:
    ChartCard(const QString& title, const Theme& theme, QWidget* parent = nullptr);

    ChartData& data() { return *data_; }
    ChartView& view() { return *view_; }
    QString title() const { return data_->title(); }

Q_SIGNALS:
    /// The user wants it large.
    void expandRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void fillMenu(QMenu& menu);
    void refresh();
    void retranslate();

    ChartData* data_;
    ChartView* view_;
    QLabel* value_;
    QToolButton* expand_;
    QToolButton* more_;
    QTimer refresh_timer_;
};

}  // namespace slipway
