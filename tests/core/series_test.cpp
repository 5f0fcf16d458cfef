// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/series.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace slipway;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// The definition: one pass over every point.
std::vector<SeriesPiece> bruteForce(const Series& series, const ColumnMap& map)
{
    std::vector<SeriesPiece> all;
    for (std::size_t i = 0; i < series.size(); ++i) {
        const auto [x, y] = series.at(i);
        if (series.startsPiece(i))
            all.emplace_back();
        SeriesPiece& piece = all.back();
        const std::int64_t column = map.columnOf(x);
        const bool inside = column >= 0 && column < map.columns;
        const bool beyond_again = !piece.empty() && piece.back().column >= map.columns;
        if (beyond_again)
            continue;
        if (!piece.empty() && piece.back().column < 0 && column < 0)
            piece.pop_back();
        if (inside && !piece.empty() && piece.back().column == column) {
            SeriesColumn& last = piece.back();
            last = {column, last.first, std::min(last.min, y), std::max(last.max, y), y};
        } else {
            piece.push_back({column, y, y, y, y});
        }
    }
    std::erase_if(all, [&](const SeriesPiece& piece) {
        return piece.back().column < 0 || piece.front().column >= map.columns;
    });
    return all;
}

Series randomSeries(std::mt19937& random, int points)
{
    Series series;
    std::uniform_real_distribution<double> value(-5, 5);
    std::uniform_int_distribution<int> chance(0, 199);
    double x = value(random);
    for (int i = 0; i < points; ++i) {
        const int luck = chance(random);
        x += luck == 0 ? -3.0 : luck < 20 ? 0.0 : std::abs(value(random)) * (luck == 21 ? 40 : 0.1);
        series.append(x, luck == 30 ? kNaN : luck == 31 ? kInfinity : value(random));
    }
    return series;
}

}  // namespace

class SeriesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reduceEqualsBruteForce();
    void rangeEqualsBruteForce();
    void pieces_data();
    void pieces();
    void nearestPoint();
    void columnsAreMonotone();
};

void SeriesTest::reduceEqualsBruteForce()
{
    std::mt19937 random(7);
    for (int round = 0; round < 60; ++round) {
        const Series series = randomSeries(random, 1 + static_cast<int>(random() % 3000));
        const SeriesRange all = series.xRange().value_or(SeriesRange{0, 1});
        std::uniform_real_distribution<double> place(all.min - 5, all.max + 5);
        for (int window = 0; window < 30; ++window) {
            const double a = place(random);
            const double b = place(random);
            const ColumnMap map{std::min(a, b), std::max(a, b),
                                static_cast<std::int64_t>(1 + random() % 400)};
            QVERIFY(series.reduce(map) == bruteForce(series, map));
        }
    }
}

void SeriesTest::rangeEqualsBruteForce()
{
    std::mt19937 random(11);
    const Series series = randomSeries(random, 5000);
    const SeriesRange all = *series.xRange();
    std::uniform_real_distribution<double> place(all.min, all.max);
    for (int window = 0; window < 200; ++window) {
        const double a = place(random);
        const double b = place(random);
        std::optional<SeriesRange> expected;
        for (std::size_t i = 0; i < series.size(); ++i) {
            const auto [x, y] = series.at(i);
            if (x < std::min(a, b) || x > std::max(a, b))
                continue;
            const SeriesRange so_far = expected.value_or(SeriesRange{y, y});
            expected = SeriesRange{std::min(so_far.min, y), std::max(so_far.max, y)};
        }
        QCOMPARE(series.yRange(std::min(a, b), std::max(a, b)), expected);
    }
}

void SeriesTest::pieces_data()
{
    QTest::addColumn<QList<double>>("x");
    QTest::addColumn<QList<double>>("y");
    QTest::addColumn<int>("points");
    QTest::addColumn<int>("lines");

    QTest::newRow("rising steps are one line") << QList{0., 1., 2.} << QList{1., 2., 3.} << 3 << 1;
    QTest::newRow("equal steps stay on one line") << QList{0., 1., 1.} << QList{1., 2., 3.} << 3 << 1;
    QTest::newRow("a step back starts a new line") << QList{0., 2., 1.} << QList{1., 2., 3.} << 3 << 2;
    QTest::newRow("a value that is not a number breaks the line")
        << QList{0., 1., 2.} << QList{1., kNaN, 3.} << 2 << 2;
    QTest::newRow("an infinite value breaks the line")
        << QList{0., 1., 2.} << QList{1., kInfinity, 3.} << 2 << 2;
    QTest::newRow("a step that is not finite is dropped")
        << QList{0., kNaN, 2.} << QList{1., 2., 3.} << 2 << 1;
    QTest::newRow("nothing but gaps draws nothing") << QList{0., 1.} << QList{kNaN, kNaN} << 0 << 0;
}

void SeriesTest::pieces()
{
    QFETCH(const QList<double>, x);
    QFETCH(const QList<double>, y);
    QFETCH(const int, points);
    QFETCH(const int, lines);
    Series series;
    for (qsizetype i = 0; i < x.size(); ++i)
        series.append(x[i], y[i]);
    QCOMPARE(static_cast<int>(series.size()), points);
    QCOMPARE(static_cast<int>(series.reduce(0, 2, 100).size()), lines);
}

void SeriesTest::nearestPoint()
{
    Series series;
    QVERIFY(!series.nearest(1));
    for (const double x : {0., 10., 20., 10.})
        series.append(x, x + static_cast<double>(series.size()));
    QCOMPARE(series.nearest(-5)->y, 0.);
    QCOMPARE(series.nearest(19)->y, 22.);
    QCOMPARE(series.nearest(11)->y, 13.);
    series.clear();
    QVERIFY(series.empty() && !series.xRange());
}

void SeriesTest::columnsAreMonotone()
{
    const ColumnMap map{10, 20, 101};
    QCOMPARE(map.columnOf(10), std::int64_t{0});
    QCOMPARE(map.columnOf(20), std::int64_t{100});
    QVERIFY(map.columnOf(9) < 0 && map.columnOf(21) > 100);
    QVERIFY(map.columnOf(-1e300) < map.columnOf(9));
    const ColumnMap single{5, 5, 1};
    QCOMPARE(single.columnOf(5), std::int64_t{0});
    QVERIFY(single.columnOf(4) < 0 && single.columnOf(6) >= 1);
}

QTEST_GUILESS_MAIN(SeriesTest)
#include "series_test.moc"
