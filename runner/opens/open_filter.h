// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"
#include "core/result.h"

#include <cstdint>

namespace slipway {

/// What a task asked the kernel for, as far as its opens are concerned.
enum class OpenCall { None, Open, Creat, OpenAt, OpenAt2, Execute, ExecuteAt, Link, LinkAt };

/// Which call this is on an architecture (AUDIT_ARCH_*) that filterOpens() lets through.
OpenCall openCallOf(std::uint32_t architecture, int number);

/// From now on every attempt of this process, and of whatever comes from it, to open, execute or link a file
/// waits for whoever reads the returned listener; directories are opened freely. What would open files past
/// it is refused: io_uring, open_by_handle_at, hiding one's memory, and the calls of architectures that it
/// does not know (x32 among them). 32-bit programs of x86 and Arm are known.
///
/// Cannot be undone, and takes away the way to more rights (no_new_privs). For a process with one thread.
Result<FileDescriptor> filterOpens();

}  // namespace slipway
