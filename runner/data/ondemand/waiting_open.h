// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"
#include "runner/opens/open_notices.h"
#include "runner/opens/wanted_file.h"

#include <chrono>
#include <memory>

namespace slipway {

/// An open of a dataset's file that waits for its content.
struct WaitingOpen {
    std::shared_ptr<const OpenNotices> notices;
    OpenNotice notice;
    WantedFile wanted;
    FileDescriptor place;  ///< The file, without access.
    std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();
    int shortages = 0;         ///< How often the disk was full.
    FileDescriptor file = {};  ///< What it is given in the end; the kernel opens for it when there is none.
    int error = 0;             ///< Or why not.

    /// Opens the file as was wanted. From then on it counts as open.
    void open();
    void answer() const;
};

}  // namespace slipway
