// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"

#include <sys/types.h>

#include <string>

namespace slipway {

/// Whether a symbolic link at the path's end is meant itself.
enum class LastLink { Kept, Followed };

/// Follows a path link by link as another thread would: from its root where the path or a link is absolute,
/// and with it as "self" in /proc. `start` is where a relative path starts. A descriptor without access
/// (O_PATH), or none.
FileDescriptor walkLinks(pid_t thread, FileDescriptor start, std::string path, LastLink last);

}  // namespace slipway
