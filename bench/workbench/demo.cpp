// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/workbench/workbench_figures.h"

#include <nlohmann/json.hpp>

#include <QProcess>
#include <QTemporaryDir>

#include <iostream>
#include <limits>

namespace slipway::bench {

namespace {

using Json = nlohmann::json;

constexpr int patience_ms = 10 * 60 * 1000;

/// Says how late the window was at each step, and gives the line about all of them.
Result<Json> readLines(const QByteArray& output)
{
    for (const QByteArray& line : output.split('\n')) {
        const Json step = Json::parse(line.toStdString(), nullptr, false);
        if (!step.is_object())
            continue;
        if (step.value("step", "") == "all")
            return step;
        std::cerr << step.value("step", "") << ": late by at most " << step.value("gui_block_max_ms", 0.0)
                  << " ms, by " << step.value("gui_block_p99_ms", 0.0) << " ms in 99 of 100 looks.\n";
    }
    return fail(ErrorCode::Internal, "The demo did not come to its end.");
}

}  // namespace

Result<BoundFigures> measureDemo()
{
    const QTemporaryDir pictures;
    QProcess demo;
    demo.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    demo.start(QStringLiteral(SLIPWAY_BINARY_DIR "/bin/slipway-demo"),
               {QStringLiteral("--output"), pictures.path(), QStringLiteral("--no-pictures")});
    if (!demo.waitForFinished(patience_ms) || demo.exitCode() != 0)
        return fail(ErrorCode::Internal, "The demo failed: " + demo.errorString().toStdString());
    const auto all = readLines(demo.readAllStandardOutput());
    if (!all)
        return propagate(all);
    std::cerr << "The worst step was " << all->value("worst_step", "") << ".\n";
    constexpr double unbound = std::numeric_limits<double>::infinity();
    return BoundFigures{{{"gui_thread_block_p50_ms", all->value("gui_block_p50_ms", 0.0), "ms"}, unbound},
                        {{"gui_thread_block_p99_ms", all->value("gui_block_p99_ms", 1e9), "ms"}, 16},
                        {{"gui_thread_block_max_ms", all->value("gui_block_max_ms", 0.0), "ms"}, unbound}};
}

}  // namespace slipway::bench
