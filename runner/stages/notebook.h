// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runner/records/task_file.h"

#include <filesystem>
#include <map>
#include <string>

namespace slipway {

/// The stage that runs Jupyter with the `python`, where that has it; else it waits to be stopped.
TaskStage notebookStage(const std::string& python);

/// What the stage finds in its environment: that its files and its token lie in `directory`, so that the
/// token is in no command line and no log.
std::map<std::string, std::string> notebookVariables(const std::filesystem::path& directory);
std::filesystem::path notebookTokenFile(const std::filesystem::path& directory);

/// The port that it listens on at the loopback address; 0 until it does.
int notebookPort(const std::filesystem::path& directory);

}  // namespace slipway
