// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/figure.h"
#include "core/result.h"

#include <vector>

/// What is measured of a platform, each on a server of its own.
namespace slipway::bench {

using Figures = std::vector<Figure>;

/// The only cores that the server and its clients may use where a figure is about one core of the server.
inline constexpr int server_core = 0;
inline constexpr int client_core = 1;

/// From sending a job to its command's first instruction, on a platform without other work.
Result<Figures> measureSubmit();

/// From asking for the release of an environment to the news that nobody holds its accelerator; in one of
/// five a process ignores SIGTERM.
Result<Figures> measureRelease();

/// Jobs that 64 clients create at the same time, each answered when it is on disk.
Result<Figures> measureCreates();

/// Pages of 50 jobs, each request signed; FastAPI on uvicorn gives the same JSON to anybody, on the same
/// core.
Result<Figures> measureReads();

/// Pages through 64,000 jobs.
Result<Figures> measureLists();

/// 10,000 readers of one server: memory, and how soon a change has reached all of them.
Result<Figures> measureWatches();

}  // namespace slipway::bench
