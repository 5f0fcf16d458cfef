// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runner/pod/pod_layout.h"

namespace slipway {

/// Gets what the task of this pod needs before it runs, by its data.json: its uploaded code into the working
/// directory, its datasets as files, with their content or where they are fetched on demand without. Says on
/// standard output why it could not, and nothing else, so that the log is the command's; returns the code to
/// end with.
int runPodFetch(const PodLayout& layout);

}  // namespace slipway
