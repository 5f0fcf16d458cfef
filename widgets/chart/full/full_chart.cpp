// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/full/full_chart.h"

#include "widgets/chart/full/chart_export.h"
#include "widgets/chart/full/full_chart_view.h"
#include "widgets/form/button.h"
#include "widgets/form/text_role.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QSlider>
#include <QVBoxLayout>

namespace slipway {

FullChart::FullChart(ChartData& curves, const Theme& theme, QWidget* parent)
    : QDialog(parent),
      view_(new FullChartView(curves, theme, this)),
      log_(makeButton(tr("Log Y"), ButtonKind::Secondary, this))
{
    setWindowTitle(curves.title());
    setSurface(*this, Surface::Panel);
    resize(1080, 680);
    auto* smoothing = new QSlider(Qt::Horizontal, this);
    smoothing->setRange(0, 999);
    smoothing->setValue(static_cast<int>(curves.smoothing() * 1000));
    smoothing->setFixedWidth(140);
    smoothing->setAccessibleName(tr("Smoothing"));
    auto* amount = makeLabel({}, TextRole::Dim, this);
    const auto say = [amount](int value) {
        amount->setText(tr("Smoothing %1").arg(QLocale().toString(value / 1000.0, 'f', 2)));
    };
    say(smoothing->value());
    connect(smoothing, &QSlider::valueChanged, this, [&curves, say](int value) {
        curves.setSmoothing(value / 1000.0);
        say(value);
    });
    log_->setCheckable(true);
    connect(log_, &QPushButton::toggled, view_,
            [this](bool on) { view_->setScale(on ? ChartScale::Log : ChartScale::Linear); });
    auto* save = makeButton(tr("Export…"), ButtonKind::Secondary, this);
    connect(save, &QPushButton::clicked, this, [this, &curves] { exportTo(curves); });
    connect(&curves, &QObject::destroyed, this, [this] {
        delete view_;
        reject();
    });

    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(20, 14, 20, 4);
    tools->setSpacing(12);
    tools->addWidget(makeLabel(curves.title(), TextRole::Heading, this), 1);
    tools->addWidget(amount);
    tools->addWidget(smoothing);
    tools->addWidget(log_);
    tools->addWidget(save);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(tools);
    column->addWidget(view_, 1);
}

void FullChart::setScale(ChartScale scale)
{
    log_->setChecked(scale == ChartScale::Log);
}

void FullChart::exportTo(const ChartData& curves)
{
    QString filter;
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Export chart"), {}, tr("Image (*.png);;Drawing (*.svg);;Points (*.csv)"), &filter);
    if (path.isEmpty())
        return;
    const bool is_svg = path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive);
    const bool is_csv = path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive);
    const Result<void> written = is_csv   ? saveCsv(curves, path)
                                 : is_svg ? saveSvg(*view_, path)
                                          : savePng(*view_, path);
    if (!written)
        QMessageBox::warning(this, tr("Export chart"), QString::fromStdString(written.error().message));
}

}  // namespace slipway
