// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"
#include "core/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace slipway {

/// One stream of an attempt: a file that only grows.
struct StreamInfo {
    std::string name;  ///< "log", "events/events.out.tfevents..."
    std::uint64_t size_bytes = 0;
    bool complete = false;  ///< Nothing will be added any more.
};

/// A stream that was opened for reading.
struct OpenStream {
    FileDescriptor file;
    std::uint64_t size_bytes = 0;
};

/// The streams of one attempt: the regular files below its "streams" directory. What a task puts there beside
/// (links, pipes, devices) is no stream, and no name leads out of the directory. Nothing is kept;
/// thread-safe.
class StreamCatalog {
public:
    /// Missing directories have no streams.
    explicit StreamCatalog(std::filesystem::path streams_directory);

    /// In the order of their names; at most 10,000.
    std::vector<StreamInfo> list() const;
    /// `NotFound` when there is no such stream.
    Result<OpenStream> open(const std::string& name) const;

    /// The exit record beside the directory: once it is there, every stream is complete.
    std::filesystem::path exitFile() const { return directory_.parent_path() / "exit.json"; }
    bool complete() const;

private:
    std::filesystem::path directory_;
};

}  // namespace slipway
