// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/figure.h"
#include "core/result.h"

#include <vector>

/// What somebody waits for who sits before the workbench, each measured in a process of its own.
namespace slipway::bench {

/// A figure that must not be above its bound.
struct BoundFigure {
    Figure figure;
    double bound = 0;
};
using BoundFigures = std::vector<BoundFigure>;

/// The program `slipway`, from its start to the first paint of its window, and its resident memory once it
/// has shown the first page; against a real slipwayd with 1,000 jobs.
Result<BoundFigures> measureStart();

/// A table of 64,000 rows, sorted by a column of which 500 cells change each second, while it is scrolled:
/// how long a frame of 60 in a second takes.
Result<BoundFigures> measureTable();

/// From a line that a real job writes to its being painted in the log of the workbench.
Result<BoundFigures> measureLog();

/// How long the window answers nothing, sampled by another thread, through the whole main job as slipway-demo
/// does it: from the first start to the last clean-up. Says which step was how late.
Result<BoundFigures> measureDemo();

/// The same where there are 1,000 jobs, on a walk through all that people do: connect, pages, filter, the
/// launch of a job, its log and its charts, the release of an environment.
Result<BoundFigures> measureWalk();

}  // namespace slipway::bench
