// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"

#include <array>

namespace slipway {

/// Two ends of a line that descriptors are handed over on; both invalid when none can be had.
std::array<FileDescriptor, 2> descriptorSocket();

/// Hands over a descriptor to whoever has the other end; false when nobody has it.
bool sendDescriptor(int socket, int descriptor);

/// Blocks for the next one; none once nobody is left who could send any.
FileDescriptor receiveDescriptor(int socket);

}  // namespace slipway
