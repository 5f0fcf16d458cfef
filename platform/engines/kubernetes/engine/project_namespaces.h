// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/engines/kubernetes/delivery/runner_parts.h"

#include <map>
#include <mutex>
#include <string>

namespace slipway {

class KubeClient;

/// In which namespace the pods of a project run, readied for them on first use. Thread-safe.
class ProjectNamespaces {
public:
    /// With `only` every project shares that namespace, which is there already.
    ProjectNamespaces(KubeClient& client, const RunnerParts& parts, std::string only, std::string prefix,
                      std::string platform);

    /// The namespace's name.
    std::string of(const std::string& project) const;
    /// Makes it and what pods need in it, and keeps the pods of other projects from them. `root_allowed` says
    /// whether some may run as root. Blocks; done once for each, and again when that changes.
    Result<void> ready(const std::string& project, bool root_allowed);
    /// Makes it if it is not there, and changes nothing of one that is. Blocks.
    Result<void> exists(const std::string& project);
    /// It is looked after anew before the next pod: something was missing in it.
    void doubt(const std::string& project);

private:
    Result<void> makeNamespace(const std::string& name, const std::string& project, bool root_allowed);
    Result<void> isolate(const std::string& name, const std::string& project);

    KubeClient& client_;
    const RunnerParts& parts_;
    const std::string only_, prefix_, platform_;
    std::mutex mutex_;
    std::map<std::string, bool> ready_;  ///< Projects, and whether root is allowed there.
};

}  // namespace slipway
