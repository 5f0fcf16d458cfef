// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/workbench/gui_wait.h"
#include "bench/workbench/workbench_figures.h"
#include "widgets/table/keyed_table_model.h"
#include "widgets/table/table_view.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>

#include <iostream>
#include <random>

namespace slipway::bench {

namespace {

constexpr int rows = 64'000;
constexpr int changes_a_second = 500;
constexpr int frames_a_second = 60;
constexpr int seconds = 15;
constexpr int pixels_a_frame = 93;  // Three rows, as a wheel does.

QList<TableColumn> columns()
{
    return {{.id = QStringLiteral("name"), .title = QStringLiteral("Name"), .width = 220},
            {.id = QStringLiteral("phase"), .title = QStringLiteral("Phase"), .width = 150},
            {.id = QStringLiteral("gpus"), .title = QStringLiteral("GPUs"), .width = 110},
            {.id = QStringLiteral("owner"), .title = QStringLiteral("Owner"), .width = 110},
            {.id = QStringLiteral("runtime"), .title = QStringLiteral("Runtime"), .width = 120},
            {.id = QStringLiteral("message"), .title = QStringLiteral("Result"), .width = 300}};
}

TableRow rowOf(int number, int runtime)
{
    const bool runs = runtime % 3 == 0;
    return {QStringLiteral("default/job-%1").arg(number, 6, 10, QLatin1Char('0')),
            {{.text = QStringLiteral("job-%1").arg(number, 6, 10, QLatin1Char('0')), .strong = true},
             {.text = runs ? QStringLiteral("Running") : QStringLiteral("Succeeded"),
              .sort = runs ? 3 : 6,
              .tone = runs ? StatusTone::Running : StatusTone::Done},
             {.text = QStringLiteral("%1 × H200").arg(number % 8), .sort = number % 8},
             {.text = QStringLiteral("alice")},
             {.text = QStringLiteral("%1 s").arg(runtime), .sort = runtime},
             {.text = QStringLiteral("Step %1 of 100,000").arg(runtime), .dim = true}},
            -number};
}

/// Scrolls down to the end and up again, with changes that are due, and paints.
std::vector<double> frames(TableView& view, KeyedTableModel& model)
{
    std::mt19937 random(1);
    std::vector<double> times;
    int direction = 1;
    double due = 0;
    QElapsedTimer clock;
    for (int frame = 0; frame < seconds * frames_a_second; ++frame) {
        clock.start();
        QScrollBar& bar = *view.verticalScrollBar();
        if (bar.value() == bar.maximum() || (bar.value() == 0 && frame > 0))
            direction = -direction;
        bar.setValue(bar.value() + direction * pixels_a_frame);
        TableDelta delta;
        for (due += static_cast<double>(changes_a_second) / frames_a_second; due >= 1; --due)
            delta.rows.append(rowOf(static_cast<int>(random() % rows), static_cast<int>(random() % 100'000)));
        model.apply(delta);
        QCoreApplication::processEvents();
        times.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
        waitFor(std::chrono::milliseconds(std::max<qint64>(0, 1000 / frames_a_second - clock.elapsed())));
    }
    return times;
}

}  // namespace

Result<BoundFigures> measureTable()
{
    const GuiApplication application;
    const Theme theme(ColorScheme::Light);
    KeyedTableModel model;
    model.setColumns(columns());
    TableDelta all;
    for (int i = 0; i < rows; ++i)
        all.rows.append(rowOf(i, i * 7919 % 100'000));
    model.apply(all);
    TableView view(theme);
    view.setTable(&model);
    view.resize(1280, 800);
    view.show();
    view.sortByColumn(4, Qt::DescendingOrder);
    view.selectRow(rows / 2);
    view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum() / 2);
    waitFor(std::chrono::milliseconds(200));
    const auto times = frames(view, model);
    std::cerr << "Half of the frames took at most " << percentile(times, 0.5) << " ms.\n";
    return BoundFigures{{{"table_64k_frame_p99_ms", percentile(times, 0.99), "ms"}, 16}};
}

}  // namespace slipway::bench
