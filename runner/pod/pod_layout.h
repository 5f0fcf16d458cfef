// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runner/records/attempt_directory.h"

#include <filesystem>

namespace slipway {

/// Where a collector answers inside its pod.
inline constexpr int collector_port = 9473;

/// Where things lie in a task's pod. "main" runs the task with the user's image, "collector" beside it looks
/// after its streams; both see the same directories.
struct PodLayout {
    std::filesystem::path root = "/.slipway";
    std::filesystem::path termination_log = "/dev/termination-log";  ///< What Kubernetes shows of main's end.

    /// What is handed to the pod, read-only: the runner's parts with their assembler, the task, the
    /// collector's key.
    std::filesystem::path parts() const { return root / "parts"; }
    std::filesystem::path task() const { return root / "task"; }
    std::filesystem::path key() const { return root / "key"; }
    /// How the collector may leave streams in the store, and whom it trusts there.
    std::filesystem::path segments() const { return key() / "segments.json"; }
    std::filesystem::path storeAuthorities() const { return key() / "store-ca.pem"; }

    /// What outlives the pod: the volume of an environment, with its home, its Python prefix, and its root
    /// where that is kept.
    std::filesystem::path volume() const { return root / "volume"; }
    std::filesystem::path home() const { return volume() / "home"; }
    std::filesystem::path prefix() const { return volume() / "python"; }

    /// What the pod makes.
    std::filesystem::path shared() const { return root / "run"; }
    std::filesystem::path program() const { return shared() / "bin/slipway-runner"; }
    AttemptDirectory attempt() const { return AttemptDirectory(shared() / "attempt"); }
    std::filesystem::path notebook() const { return shared() / "attempt/notebook"; }
    /// Locked by main as long as it lives.
    std::filesystem::path mainLock() const { return shared() / "main.lock"; }
};

}  // namespace slipway
