// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI {
class App;
}

namespace slipway::ctl {

class Context;

/// Each adds one group of commands to the program.
void addEnvironmentCommands(CLI::App& program, Context& context);
void addJobCommands(CLI::App& program, Context& context);
void addJobSubmit(CLI::App& group, Context& context);
void addDatasetCommands(CLI::App& program, Context& context);
void addVolumeCommands(CLI::App& program, Context& context);
void addTemplateCommands(CLI::App& program, Context& context);
void addRunCommands(CLI::App& program, Context& context);
void addNodeCommands(CLI::App& program, Context& context);
void addClusterCommands(CLI::App& program, Context& context);
void addStoreCommands(CLI::App& program, Context& context);
void addKeyCommands(CLI::App& program, Context& context);
void addApplyCommand(CLI::App& program, Context& context);
void addServerCommands(CLI::App& program, Context& context);
void addProfileCommands(CLI::App& program, Context& context);

}  // namespace slipway::ctl
