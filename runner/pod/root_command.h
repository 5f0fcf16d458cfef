// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "runner/pod/pod_layout.h"

#include <filesystem>

namespace slipway {

/// The directories of an image that programs are installed into, which a persistent root keeps on a volume.
/// Those of a root whose /bin and /lib are links into /usr, as in Debian, Ubuntu, Fedora and what is made of
/// them.
inline constexpr const char* kept_directories[] = {"usr", "etc", "var", "opt", "root", "home", "srv"};

/// Lays the image's kept_directories on the pod's volume, unless that was done before; the first process of a
/// container that runs before main. Returns the code to end with.
int runPodRoot(const PodLayout& layout);

/// Copies a tree with its owners, modes, times, links and extended attributes. Other file systems that are
/// mounted in it stay empty places. `to` must not be there.
Result<void> copyTree(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace slipway
