// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"
#include "runner/processes/process_identity.h"

namespace slipway {

/// A pidfd of exactly this process, readable once it has ended; none when it is gone.
FileDescriptor openProcess(const ProcessIdentity& identity);

/// Sends a signal to exactly this process, never to another that got its pid. False when it is gone.
bool sendSignal(const ProcessIdentity& identity, int signal);

}  // namespace slipway
