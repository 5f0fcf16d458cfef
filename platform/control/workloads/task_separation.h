// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <string>

namespace slipway {

class Engine;
class Store;
struct ControlOptions;

/// Whether tasks have to be kept from each other's files: more than one person uses the platform, and not all
/// of them are trusted with everything.
Result<bool> needsSeparation(Store& store, const ControlOptions& options);

/// `Conflict` of type "tasks-not-separate" when more than one person uses the platform, `newcomer` counted
/// too, while the engine has no place that keeps everybody's tasks out of reach of each other; the sentence
/// says what to do. One person, or members who are trusted with everything, may run tasks on any engine.
Result<void> checkSeparation(Store& store, const Engine& engine, const ControlOptions& options,
                             const std::string& newcomer = {});

}  // namespace slipway
