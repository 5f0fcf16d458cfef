// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/slipwayd/engines/late_address.h"
#include "app/slipwayd/settings.h"
#include "core/result.h"
#include "core/segments/segment_store.h"
#include "platform/engines/engine.h"
#include "platform/engines/kubernetes/engine/kubernetes_engine_options.h"

#include <filesystem>
#include <memory>
#include <string>

namespace slipway {

class Store;

/// What runs tasks from the start, as a cluster with a name.
struct HomeEngine {
    std::string name;  ///< "local", or made of the context's name.
    std::unique_ptr<Engine> engine;
};

/// How engines of clusters come to objects.
struct ObjectWays {
    LateAddress relay;  ///< Where they are served on this machine, for pods that reach them no other way.
    std::shared_ptr<SegmentStore> segments;  ///< Where tasks leave what they write while nobody reads.
};

/// The name that the home of this store has, which stays whatever its context is called later; empty for none
/// yet.
std::string homeName(Store& store, const std::string& engine);

/// The engine that the settings ask for, with what it keeps below `data_directory`; `name` as homeName()
/// tells it.
Result<HomeEngine> makeHomeEngine(const Settings& settings, const std::filesystem::path& data_directory,
                                  const ObjectWays& objects, const std::string& name);

/// What engines of all clusters have in common: the programs and files that go into pods.
Result<KubernetesEngineOptions> kubernetesOptions(const Settings& settings);

}  // namespace slipway
