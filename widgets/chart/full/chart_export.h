// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "widgets/chart/chart_data.h"

#include <QString>

class QIODevice;
class QWidget;

namespace slipway {

/// "series,x,value" with a heading, every point, full precision.
void writeCsv(const ChartData& data, QIODevice& out);

/// What the widget shows, at twice its resolution.
Result<void> savePng(QWidget& widget, const QString& path);
/// As vectors for text and axes; curves as an image.
Result<void> saveSvg(QWidget& widget, const QString& path);
Result<void> saveCsv(const ChartData& data, const QString& path);

}  // namespace slipway
