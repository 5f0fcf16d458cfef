// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kubeconfig/cluster_access.h"
#include "core/kubeconfig/kubeconfig_entries.h"
#include "core/result.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// What a kubeconfig knows: contexts, each a cluster, a user and a namespace.
///
/// Source: "Organizing Cluster Access Using kubeconfig Files" and the reference of kubeconfig (v1). Unknown
/// members are ignored, as kubectl does.
class Kubeconfig {
public:
    /// Reads one file's text, YAML or JSON. Paths in it are relative to `directory`; `file` is for errors,
    /// which read "FILE:LINE:COLUMN: sentence".
    static Result<Kubeconfig> parse(std::string_view text, const std::filesystem::path& directory,
                                    const std::string& file);
    /// Reads files in order; of what two of them name the first one's counts. A missing file is an empty one,
    /// but not all may be missing.
    static Result<Kubeconfig> load(const std::vector<std::filesystem::path>& files);
    /// The files that kubectl would read: those of $KUBECONFIG, else ~/.kube/config.
    static std::vector<std::filesystem::path> usualFiles();

    /// In the order of the files.
    const std::vector<std::string>& contexts() const { return names_; }
    const std::string& currentContext() const { return current_; }

    /// The way that a context describes, its certificate files read. `NotFound` with the names that there
    /// are; `InvalidArgument` when the context lacks its cluster or needs something that cannot be had.
    Result<ClusterAccess> access(std::string_view context) const;

    /// Whether what a context describes lies in files that it only names, certificates or keys.
    bool namesFiles(std::string_view context) const;

private:
    struct Context {
        std::string cluster, user, name_space;
    };

    class Reader;
    void add(Kubeconfig other);

    std::vector<std::string> names_;
    std::string current_;
    std::map<std::string, KubeconfigCluster, std::less<>> clusters_;
    std::map<std::string, KubeconfigUser, std::less<>> users_;
    std::map<std::string, Context, std::less<>> contexts_;
};

/// A kubeconfig of that one way, as JSON, with nothing beside it: certificates are in it. Token files and
/// plugins stay what they are, on the machine that it came from.
std::string formatKubeconfig(const ClusterAccess& access);

}  // namespace slipway
