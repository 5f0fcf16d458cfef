// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runner/opens/open_notices.h"

#include <fcntl.h>

#include <cstdint>
#include <string>

namespace slipway {

/// What a waiting thread wants to open, as it says it.
struct WantedFile {
    enum class Use {
        Read,   ///< A descriptor of somebody else's, opened with these flags, does for it.
        Other,  ///< It writes or executes, or has conditions, which the kernel alone knows to meet.
        Link    ///< Gives it another name.
    };
    Use use = Use::Other;
    std::string path;          ///< May be empty: `directory` itself.
    int directory = AT_FDCWD;  ///< A descriptor of the thread's that the path starts from.
    int flags = O_RDONLY;      ///< Of open().
};

/// Whether a thread's memory told what it wants.
enum class Told {
    Wanted,
    Nothing,  ///< What it asks for the kernel refuses, or it has gone.
    Hidden    ///< Nobody may look into it.
};

/// Reads it from the thread's memory, which tells the truth while the notice waits.
Told readWanted(const OpenNotice& notice, WantedFile& wanted);

}  // namespace slipway
