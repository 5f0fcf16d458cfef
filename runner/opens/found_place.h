// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"
#include "runner/opens/wanted_file.h"

#include <sys/types.h>

namespace slipway {

/// The file that a thread would open, seen from where the thread stands: its working directory, its root, its
/// descriptors, and what /proc/self is to it. A descriptor without access (O_PATH); none when there is no
/// such file.
FileDescriptor findPlace(pid_t thread, const WantedFile& wanted);

}  // namespace slipway
