// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"

#include <chrono>
#include <filesystem>

namespace slipway {

/// Tells that something below some directories has changed. Where the machine has no inotify instance left it
/// says so ten times a second. For one thread; wake() for any.
class DirectoryWatch {
public:
    DirectoryWatch();

    /// Watches the files of a directory, not what is below its directories. Watching twice does no harm.
    void add(const std::filesystem::path& directory);
    /// Returns at a change, or after `patience`.
    void wait(std::chrono::milliseconds patience);
    /// Ends a wait, or the next one.
    void wake();

    /// To be polled together with others; -1 without inotify. Readable until takeChanges().
    int descriptor() const { return inotify_.get(); }
    void takeChanges();

private:
    FileDescriptor inotify_, wake_;
};

}  // namespace slipway
