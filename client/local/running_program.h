// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace slipway {

/// The file of the program that runs under this number; empty when none does, or it is somebody else's.
std::filesystem::path programOf(int pid);

/// The file of this program.
std::filesystem::path ownProgram();

/// Asks a program to end in good order, which it does in its own time.
void askToEnd(int pid);

}  // namespace slipway
