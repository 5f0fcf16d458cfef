// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/full/chart_export.h"

#include <QCoreApplication>
#include <QIODevice>
#include <QImage>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <QWidget>

namespace slipway {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> cannotWrite(const QString& path, const QString& reason)
{
    const QString text = QCoreApplication::translate(
        "slipway::ChartExport", "The file %1 could not be written: %2. Choose another place.");
    return fail(ErrorCode::Unavailable, text.arg(path, reason).toStdString());
}

QByteArray quoted(const QString& text)
{
    return "\"" + text.toUtf8().replace('"', "\"\"") + "\"";
}

}  // namespace

void writeCsv(const ChartData& data, QIODevice& out)
{
    out.write("series,x,value\n");
    for (const auto& series : data.series()) {
        const QByteArray name = quoted(series->name);
        for (std::size_t i = 0; i < series->raw.size(); ++i) {
            const SeriesPoint point = series->raw.at(i);
            out.write(name + ',' + QByteArray::number(point.x, 'g', 17) + ',' +
                      QByteArray::number(point.y, 'g', 17) + '\n');
        }
    }
}

Result<void> savePng(QWidget& widget, const QString& path)
{
    constexpr int kRatio = 2;
    QImage image(widget.size() * kRatio, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(kRatio);
    image.fill(widget.palette().color(QPalette::Base));
    widget.render(&image, {}, {}, QWidget::DrawChildren);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !image.save(&file, "PNG") || !file.commit())
        return cannotWrite(path, file.errorString());
    return {};
}

Result<void> saveSvg(QWidget& widget, const QString& path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return cannotWrite(path, file.errorString());
    QSvgGenerator generator;
    generator.setOutputDevice(&file);
    generator.setSize(widget.size());
    generator.setViewBox(widget.rect());
    generator.setTitle(widget.accessibleName());
    QPainter painter(&generator);
    painter.fillRect(widget.rect(), widget.palette().color(QPalette::Base));
    widget.render(&painter, {}, {}, QWidget::DrawChildren);
    painter.end();
    if (!file.commit())
        return cannotWrite(path, file.errorString());
    return {};
}

Result<void> saveCsv(const ChartData& data, const QString& path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Text))
        return cannotWrite(path, file.errorString());
    writeCsv(data, file);
    if (!file.commit())
        return cannotWrite(path, file.errorString());
    return {};
}

}  // namespace slipway
