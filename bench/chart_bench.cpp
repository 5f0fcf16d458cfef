// SPDX-License-Identifier: GPL-3.0-or-later
// What a frame of charts costs, beside what QPainter and Qt Charts take for the same points.
#include "bench/json_lines.h"
#include "widgets/chart/chart_data.h"
#include "widgets/chart/raster/curve_image.h"
#include "widgets/chart/raster/line_raster.h"
#include "widgets/theme/tokens.h"

#include <QApplication>
#include <QPainter>
#include <QtCharts/QChart>
#include <QtCharts/QChartView>
#include <QtCharts/QLineSeries>

#include <benchmark/benchmark.h>

#include <cmath>
#include <random>

using namespace slipway;

namespace {

std::vector<SeriesPoint> noise(std::size_t count)
{
    std::mt19937 random(1);
    std::normal_distribution<double> error(0, 0.2);
    std::vector<SeriesPoint> points;
    points.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto x = static_cast<double>(i);
        points.push_back({x, 2 * std::exp(-x / static_cast<double>(count) * 4) + error(random)});
    }
    return points;
}

PlotGeometry plotOf(const std::vector<SeriesPoint>& points, QSize pixels)
{
    return {pixels, 0, static_cast<double>(points.size()), -1, 3, ChartScale::Linear};
}

void appendPoints(benchmark::State& state)
{
    const auto points = noise(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        Series series;
        for (const SeriesPoint& point : points)
            series.append(point.x, point.y);
        benchmark::DoNotOptimize(series);
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

void drawCurve(benchmark::State& state)
{
    const auto points = noise(static_cast<std::size_t>(state.range(0)));
    Series series;
    for (const SeriesPoint& point : points)
        series.append(point.x, point.y);
    const PlotGeometry plot = plotOf(points, {1200, 600});
    QImage image(plot.pixels, QImage::Format_ARGB32_Premultiplied);
    for (auto _ : state) {
        image.fill(Qt::transparent);
        LineRaster(image, plot, qRgb(47, 111, 237)).draw(series);
    }
}

void drawHundredCards(benchmark::State& state)
{
    ChartData data(QStringLiteral("loss"));
    data.setSmoothing(0.6);
    const auto points = noise(100000);
    for (int run = 0; run < 5; ++run)
        data.append(QString::number(run), points);
    const PlotGeometry plot = plotOf(points, {340, 200});
    const Tokens tokens = Tokens::light();
    for (auto _ : state) {
        for (int card = 0; card < 100; ++card)
            benchmark::DoNotOptimize(curveImage(data, plot, tokens, curve_width));
    }
}

void peerPainterPolyline(benchmark::State& state)
{
    const auto points = noise(static_cast<std::size_t>(state.range(0)));
    const PlotGeometry plot = plotOf(points, {1200, 600});
    QPolygonF line;
    for (const SeriesPoint& point : points)
        line.append(QPointF(point.x / static_cast<double>(points.size()) * 1199, (3 - point.y) / 4 * 599));
    QImage image(plot.pixels, QImage::Format_ARGB32_Premultiplied);
    for (auto _ : state) {
        image.fill(Qt::transparent);
        QPainter painter(&image);
        painter.setPen(QColor(47, 111, 237));
        painter.drawPolyline(line);
    }
}

void peerQtCharts(benchmark::State& state)
{
    const auto points = noise(static_cast<std::size_t>(state.range(0)));
    QList<QPointF> list;
    for (const SeriesPoint& point : points)
        list.append(QPointF(point.x, point.y));
    auto* series = new QLineSeries;
    auto* chart = new QChart;
    chart->addSeries(series);
    chart->createDefaultAxes();
    QChartView view(chart);
    view.resize(1200, 600);
    for (auto _ : state) {
        series->replace(list);
        benchmark::DoNotOptimize(view.grab());
    }
}

}  // namespace

BENCHMARK(appendPoints)->Arg(1000000)->Unit(benchmark::kMillisecond);
BENCHMARK(drawCurve)->Arg(10000)->Arg(1000000)->Arg(10000000)->Unit(benchmark::kMillisecond);
BENCHMARK(drawHundredCards)->Unit(benchmark::kMillisecond);
BENCHMARK(peerPainterPolyline)->Arg(10000)->Arg(1000000)->Unit(benchmark::kMillisecond);
BENCHMARK(peerQtCharts)->Arg(10000)->Arg(1000000)->Unit(benchmark::kMillisecond)->Iterations(1);

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    return bench::run(argc, argv,
                      {{"drawCurve/10000", "peerPainterPolyline/10000"},
                       {"drawCurve/10000", "peerQtCharts/10000"},
                       {"drawCurve/1000000", "peerPainterPolyline/1000000"},
                       {"drawCurve/1000000", "peerQtCharts/1000000"}});
}
