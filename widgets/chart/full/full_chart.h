// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_data.h"
#include "widgets/chart/raster/plot_geometry.h"

#include <QDialog>

class QPushButton;

namespace slipway {

class FullChartView;
class Theme;

/// One chart as large as the window allows, on axes and legend of Qt Charts, with smoothing, scale and
/// export beside it.
class FullChart : public QDialog {
    Q_OBJECT

public:
    /// Closes when the data are destroyed.
    FullChart(ChartData& curves, const Theme& theme, QWidget* parent = nullptr);

    void setScale(ChartScale scale);

private:
    void exportTo(const ChartData& curves);

    FullChartView* view_;
    QPushButton* log_;
};

}  // namespace slipway
