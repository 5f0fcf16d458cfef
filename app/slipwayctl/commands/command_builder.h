// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/slipwayctl/context.h"
#include "core/resources/resource.h"
#include "core/resources/volume_spec.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <vector>

namespace slipway::ctl {

/// "list" for a kind.
void addList(CLI::App& group, Context& context, Kind kind, const std::string& description);
/// "show NAME" for a kind.
void addShow(CLI::App& group, Context& context, Kind kind, const std::string& description);
/// "delete NAME" for a kind.
void addDelete(CLI::App& group, Context& context, Kind kind, const std::string& description);

/// "apply -f FILE"
void addApply(CLI::App& group, Context& context, const std::string& description);

/// "--reason" of a command that may touch what others own.
std::shared_ptr<std::string> addReason(CLI::App& command);

/// Splits "KEY=VALUE"; `field` names the option in the error.
Result<std::pair<std::string, std::string>> splitPair(const std::string& text, const std::string& field);

/// What "--volume" takes.
inline constexpr const char* volume_help =
    "A volume to mount: NAME, NAME:/path or NAME:/path:ro; may be repeated";
Result<std::vector<VolumeMountSpec>> parseVolumes(const std::vector<std::string>& texts);

/// Adds an option that may be given many times, one value each.
CLI::Option* addMany(CLI::App& command, const std::string& name, std::vector<std::string>& values,
                     const std::string& description);

}  // namespace slipway::ctl
