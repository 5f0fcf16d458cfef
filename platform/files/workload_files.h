// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/result.h"
#include "net/serve/server.h"
#include "platform/files/file_tree.h"
#include "platform/files/new_file.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace slipway {

/// Whose files are meant: an environment's home where one is named, else an attempt's working directory.
struct FileOwner {
    TaskId task;
    std::int64_t attempt = 0;
    ResourceId environment;
    std::string cluster;  ///< Where the workload is, or was last; empty where that is not known.
};

/// A file on its way: there whole once it is finished, else not at all.
class IncomingFile {
public:
    virtual ~IncomingFile() = default;
    virtual Result<void> write(std::string_view bytes) = 0;
    /// Durable when it returns.
    virtual Result<void> finish() = 0;
};

/// The files of one workload, wherever they lie. Calls block. Errors are those of FileTree, and `Unavailable`
/// when nobody beside the files answers. Not thread-safe.
class WorkloadFiles {
public:
    virtual ~WorkloadFiles() = default;
    virtual Result<DirectoryPage> list(const FilePath& directory, const std::string& cursor,
                                       std::size_t limit) = 0;
    virtual Result<bool> exists(const FilePath& path) = 0;
    /// The answer to somebody who asked for a file, or for the part of it that a Range header names.
    virtual Result<net::Response> read(const FilePath& file, const std::string& range) = 0;
    virtual Result<std::unique_ptr<IncomingFile>> write(const FilePath& file, NewFile::Existing existing) = 0;
    virtual Result<void> makeDirectory(const FilePath& directory) = 0;
    virtual Result<void> move(const FilePath& from, const FilePath& to) = 0;
    /// A directory goes with all below it.
    virtual Result<void> remove(const FilePath& path) = 0;
};

/// `NotFound` (type "no-files-yet"): the workload has not started yet.
tl::unexpected<Error> noFilesYet();

}  // namespace slipway
