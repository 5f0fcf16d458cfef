// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chart_card.h"
#include "widgets/chart/chart_grid.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/full/chart_export.h"
#include "widgets/chart/raster/line_raster.h"
#include "widgets/chart/raster/moving_average.h"
#include "widgets/chart/ticks.h"
#include "widgets/theme/theme.h"

#include <QBuffer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace slipway;
using namespace Qt::StringLiterals;

namespace {

QString labels(const std::vector<Tick>& ticks)
{
    QStringList texts;
    for (const Tick& tick : ticks)
        texts.append(tick.label);
    return texts.join(u' ');
}

Series noisySeries(std::mt19937& random, int points)
{
    Series series;
    std::uniform_real_distribution<double> value(-3, 5);
    double x = 0;
    for (int i = 0; i < points; ++i) {
        x += random() % 300 == 0 ? -20 : std::abs(value(random)) * (random() % 50 == 0 ? 30 : 0.2);
        series.append(x, random() % 90 == 0 ? std::numeric_limits<double>::quiet_NaN() : value(random));
    }
    return series;
}

QImage drawn(const Series& series, const PlotGeometry& geometry, double width, bool every_point)
{
    QImage image(geometry.pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    LineRaster raster(image, geometry, qRgb(255, 0, 0), width);
    every_point ? raster.drawEveryPoint(series) : raster.draw(series);
    return image;
}

}  // namespace

class ChartTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme_ = std::make_unique<Theme>(ColorScheme::Light); }
    void cleanupTestCase() { theme_.reset(); }

    void linear_data();
    void linear();
    void logarithmic();
    void steps_data();
    void steps();
    void times();
    void values_data();
    void values();
    void averageIsTensorBoards();
    void geometryMapsBothWays();
    void paddingShowsFlatLines();
    void rasterEqualsEveryPoint();
    void smoothingKeepsGaps();
    void appendsAreCoalesced();
    void dragZoomsAndDoubleClickResets();
    void exportsEveryPoint();
    void gridSharesColours();

private:
    std::unique_ptr<Theme> theme_;
};

void ChartTest::linear_data()
{
    QTest::addColumn<double>("min");
    QTest::addColumn<double>("max");
    QTest::addColumn<QString>("text");

    QTest::newRow("ones") << 0.0 << 4.0 << u"0 1 2 3 4"_s;
    QTest::newRow("fractions have equal digits") << 0.0 << 1.0 << u"0.00 0.25 0.50 0.75 1.00"_s;
    QTest::newRow("negative values") << -1.0 << 1.0 << u"-1.0 -0.5 0.0 0.5 1.0"_s;
    QTest::newRow("small values are written with exponents") << 0.0 << 0.003 << u"0 1e-3 2e-3 3e-3"_s;
    QTest::newRow("large values too") << 0.0 << 4e6 << u"0 1e6 2e6 3e6 4e6"_s;
    QTest::newRow("an empty range has none") << 1.0 << 1.0 << u""_s;
}

void ChartTest::linear()
{
    QFETCH(const double, min);
    QFETCH(const double, max);
    QTEST(labels(linearTicks(min, max, 4)), "text");
}

void ChartTest::logarithmic()
{
    QCOMPARE(labels(logTicks(0.01, 100, 5)), u"0.01 0.1 1 10 100"_s);
    QCOMPARE(labels(logTicks(1, 10, 5)), u"1 2 5 10"_s);
    QVERIFY(logTicks(-1, 10, 5).empty());
    QVERIFY(logTicks(1e-12, 1, 4).size() <= 6);
}

void ChartTest::steps_data()
{
    QTest::addColumn<double>("max");
    QTest::addColumn<QString>("text");

    QTest::newRow("few steps are written out") << 40.0 << u"0 10 20 30 40"_s;
    QTest::newRow("thousands have a k") << 60000.0 << u"0 20k 40k 60k"_s;
    QTest::newRow("millions have an M") << 4e6 << u"0 1M 2M 3M 4M"_s;
}

void ChartTest::steps()
{
    QFETCH(const double, max);
    QTEST(labels(xTicks(ChartX::Step, 0, max, 4)), "text");
}

void ChartTest::times()
{
    QCOMPARE(labels(xTicks(ChartX::RelativeTime, 0, 7200, 4)), u"0 s 30 m 1 h 1 h 30 m 2 h"_s);
    QCOMPARE(xText(ChartX::RelativeTime, 4924), u"1 h 22 m 4 s"_s);
    QVERIFY(xTicks(ChartX::WallTime, 1.7e9, 1.7e9 + 86400, 5).size() >= 3);
    QCOMPARE(xText(ChartX::Step, 37204), QLocale().toString(37204));
}

void ChartTest::values_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");

    QTest::newRow("four digits") << 0.42154 << u"0.4215"_s;
    QTest::newRow("zero") << 0.0 << u"0"_s;
    QTest::newRow("small") << 3.1e-4 << u"3.1e-4"_s;
    QTest::newRow("nearly ten of something small is one of the next") << 9.9999e-7 << u"1e-6"_s;
    QTest::newRow("large") << 1234567.0 << u"1.235e6"_s;
    QTest::newRow("thousands") << 12345.0 << u"12345"_s;
    QTest::newRow("negative") << -2.5 << u"-2.5"_s;
}

void ChartTest::values()
{
    QFETCH(const double, value);
    QTEST(valueText(value), "text");
}

void ChartTest::averageIsTensorBoards()
{
    MovingAverage average(0.6);
    double last = 0;
    int count = 0;
    for (const double y : {1.0, 2.0, std::numeric_limits<double>::infinity(), 4.0, 0.5}) {
        const double smoothed = average.next(y);
        if (!std::isfinite(y)) {
            QCOMPARE(smoothed, y);
            continue;
        }
        last = last * 0.6 + 0.4 * y;
        ++count;
        QVERIFY(std::abs(smoothed - last / (1 - std::pow(0.6, count))) < 1e-12);
    }
    MovingAverage constant(0.9);
    for (int i = 0; i < 10; ++i)
        QCOMPARE(constant.next(0.1), 0.1);
}

void ChartTest::geometryMapsBothWays()
{
    const PlotGeometry plot{{101, 51}, 0, 100, -1, 1, ChartScale::Linear};
    QCOMPARE(plot.columnOf(0), std::int64_t{0});
    QCOMPARE(plot.columnOf(100), std::int64_t{100});
    QCOMPARE(plot.rowOf(1), std::int64_t{0});
    QCOMPARE(plot.rowOf(-1), std::int64_t{50});
    QCOMPARE(plot.xAt(25), 25.0);
    QCOMPARE(plot.yAt(25), 0.0);
    const PlotGeometry log{{101, 51}, 0, 100, 0.01, 100, ChartScale::Log};
    QCOMPARE(log.rowOf(1), std::int64_t{25});
    QVERIFY(std::abs(log.yAt(25) - 1) < 1e-9);
    QVERIFY(log.rowOf(0) > 1000 && log.rowOf(-5) > 1000);
    QVERIFY(plot.rowOf(1e300) < 0 && plot.rowOf(-1e300) > 50);
}

void ChartTest::paddingShowsFlatLines()
{
    const SeriesRange flat = paddedRange({2, 2}, ChartScale::Linear);
    QVERIFY(flat.min < 2 && flat.max > 2);
    const SeriesRange zero = paddedRange({0, 0}, ChartScale::Linear);
    QVERIFY(zero.min < 0 && zero.max > 0);
    const SeriesRange log = paddedRange({-3, 100}, ChartScale::Log);
    QVERIFY(log.min > 0 && log.max > 100);
}

void ChartTest::rasterEqualsEveryPoint()
{
    std::mt19937 random(3);
    for (int round = 0; round < 12; ++round) {
        const Series series = noisySeries(random, 4000);
        const SeriesRange all = *series.xRange();
        std::uniform_real_distribution<double> place(all.min, all.max);
        for (int window = 0; window < 8; ++window) {
            const double a = window == 0 ? all.min : place(random);
            const double b = window == 0 ? all.max : place(random);
            for (const ChartScale scale : {ChartScale::Linear, ChartScale::Log}) {
                const double bottom = scale == ChartScale::Log ? 0.01 : window % 2 == 0 ? -3 : 0;
                const PlotGeometry plot{{180, 90}, std::min(a, b), std::max(a, b), bottom, 4, scale};
                const double width = 1 + 0.7 * (window % 3);
                QVERIFY(drawn(series, plot, width, false) == drawn(series, plot, width, true));
            }
        }
    }
}

void ChartTest::smoothingKeepsGaps()
{
    ChartData data(u"loss"_s);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<SeriesPoint> points{{0, 1}, {1, 2}, {2, nan}, {3, 4}, {1, 3}};
    data.append(u"early"_s, points);
    data.setSmoothing(0.6);
    data.append(u"late"_s, points);
    const Series& early = data.find(u"early"_s)->smoothed;
    const Series& late = data.find(u"late"_s)->smoothed;
    QCOMPARE(early.size(), std::size_t{4});
    QVERIFY(early.reduce(0, 3, 50) == late.reduce(0, 3, 50));
    QVERIFY(early.startsPiece(2) && early.startsPiece(3));
    data.setSmoothing(0);
    QCOMPARE(&data.shown(*data.find(u"early"_s)), &data.find(u"early"_s)->raw);
}

void ChartTest::appendsAreCoalesced()
{
    ChartCard card(u"loss"_s, *theme_);
    card.resize(400, 260);
    card.show();
    QVERIFY(QTest::qWaitForWindowExposed(&card));
    for (int i = 0; i < 1000; ++i) {
        const SeriesPoint point{static_cast<double>(i), std::sin(i * 0.01)};
        card.data().append(u"run"_s, {&point, 1});
    }
    QTRY_VERIFY(card.view().accessibleDescription().contains(u"run"_s));
    QCOMPARE(card.data().find(u"run"_s)->raw.size(), std::size_t{1000});
    QVERIFY(!card.view().grab().isNull());
}

void ChartTest::dragZoomsAndDoubleClickResets()
{
    ChartData data(u"loss"_s);
    std::vector<SeriesPoint> points;
    for (int i = 0; i <= 100; ++i)
        points.push_back({static_cast<double>(i), static_cast<double>(i)});
    data.append(u"run"_s, points);
    ChartView view(data, *theme_);
    view.resize(500, 300);
    view.show();
    const PlotGeometry all = view.plotGeometry();
    QTest::mousePress(&view, Qt::LeftButton, {}, QPoint(200, 60));
    QTest::mouseMove(&view, QPoint(300, 200));
    QTest::mouseRelease(&view, Qt::LeftButton, {}, QPoint(300, 200));
    QVERIFY(view.isZoomed());
    const PlotGeometry zoomed = view.plotGeometry();
    QVERIFY(zoomed.x0 > all.x0 && zoomed.x1 < all.x1 && zoomed.y0 > all.y0 && zoomed.y1 < all.y1);
    QTest::mouseDClick(&view, Qt::LeftButton, {}, QPoint(200, 100));
    QVERIFY(!view.isZoomed());
    QTest::keyClick(&view, Qt::Key_Plus);
    QVERIFY(view.isZoomed());
    QTest::keyClick(&view, Qt::Key_0);
    QVERIFY(!view.isZoomed());
}

void ChartTest::exportsEveryPoint()
{
    ChartData data(u"loss"_s);
    const std::vector<SeriesPoint> points{{0, 0.1}, {1, 2.5}};
    data.append(u"a \"b\""_s, points);
    QBuffer out;
    QVERIFY(out.open(QIODevice::WriteOnly));
    writeCsv(data, out);
    QCOMPARE(out.data(), "series,x,value\n\"a \"\"b\"\"\",0,0.10000000000000001\n\"a \"\"b\"\"\",1,2.5\n"_ba);

    ChartView view(data, *theme_);
    view.resize(300, 200);
    const QTemporaryDir folder;
    QVERIFY(savePng(view, folder.filePath(u"chart.png"_s)));
    QCOMPARE(QImage(folder.filePath(u"chart.png"_s)).size(), QSize(600, 400));
    QVERIFY(saveSvg(view, folder.filePath(u"chart.svg"_s)));
    QVERIFY(saveCsv(data, folder.filePath(u"chart.csv"_s)));
    const Result<void> refused = saveCsv(data, folder.filePath(u"absent/chart.csv"_s));
    QVERIFY(!refused && refused.error().message.ends_with("Choose another place."));
}

void ChartTest::gridSharesColours()
{
    ChartGrid grid(*theme_);
    grid.resize(800, 600);
    grid.show();
    const std::vector<SeriesPoint> points{{0, 1}, {1, 2}};
    grid.append(u"b"_s, u"run1"_s, points);
    grid.append(u"a"_s, u"run2"_s, points);
    grid.append(u"a"_s, u"run1"_s, points);
    QCOMPARE(grid.metrics(), (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(grid.card(u"a"_s)->data().find(u"run1"_s)->color,
             grid.card(u"b"_s)->data().find(u"run1"_s)->color);
    QVERIFY(grid.colorOf(u"run1"_s) != grid.colorOf(u"run2"_s));
    grid.setMetricFilter(u"^b"_s);
    QVERIFY(!grid.card(u"a"_s)->isVisible() && grid.card(u"b"_s)->isVisible());
    grid.setRunVisible(u"run1"_s, false);
    QVERIFY(!grid.card(u"b"_s)->data().find(u"run1"_s)->visible);
    grid.clear();
    QVERIFY(grid.metrics().isEmpty());
}

QTEST_MAIN(ChartTest)
#include "chart_test.moc"
