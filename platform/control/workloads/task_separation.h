// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <string>

namespace slipway {

class Engine;
class Store;
struct ControlOptions;

/// `Conflict` of type "tasks-not-separate" when more than one person uses the platform, `newcomer` counted
/// too, while the engine runs everybody's tasks in reach of each other; the sentence says what to do. One
/// person, or members who are trusted with everything, may run tasks on any engine.
Result<void> checkSeparation(Store& store, const Engine& engine, const ControlOptions& options,
                             const std::string& newcomer = {});

}  // namespace slipway
