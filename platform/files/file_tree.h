// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"
#include "core/result.h"
#include "core/time.h"
#include "platform/files/file_path.h"

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// One thing in a directory.
struct FileEntry {
    std::string name;  ///< Bytes that are no UTF-8 are kept; such a file can be seen but not named.
    enum class Kind { File, Directory, Link, Other } kind = Kind::File;
    std::uint64_t size_bytes = 0;
    Timestamp modified{};
    std::string target = {};  ///< Of a link, as it is written there.
};

struct DirectoryPage {
    std::vector<FileEntry> entries;  ///< In the order of their names.
    std::string cursor;              ///< For the next page; empty at the end.
};

struct OpenedFile {
    FileDescriptor file;
    std::uint64_t size_bytes = 0;
    Timestamp modified{};
};

/// A directory whose owner may do with it what they like while we look: no link in it is followed, no pipe is
/// waited for, and no path leads out of it. What is made belongs to whoever owns the directory it is made in.
///
/// Errors are `NotFound`, `AlreadyExists`, `InvalidArgument` for what is no file or no directory, and
/// `Unavailable` or `ResourceExhausted` of the disk, each a sentence with the path. Not thread-safe.
class FileTree {
public:
    static Result<FileTree> open(const std::filesystem::path& directory);

    /// At most `limit` entries whose names come after `cursor`; unfinished uploads are left out.
    Result<DirectoryPage> list(const FilePath& directory, const std::string& cursor, std::size_t limit) const;
    Result<OpenedFile> read(const FilePath& file) const;
    Result<void> makeDirectory(const FilePath& directory) const;
    /// Never replaces anything.
    Result<void> move(const FilePath& from, const FilePath& to) const;

    /// A directory of the tree, held open.
    Result<FileDescriptor> openDirectory(const FilePath& directory) const;
    /// Whether there is anything of this path.
    Result<bool> exists(const FilePath& path) const;

private:
    explicit FileTree(FileDescriptor root) : root_(std::move(root)) {}

    FileDescriptor root_;
};

/// The path's last name, and the rest.
FilePath parentOf(const FilePath& path);

/// The error that errno tells of, at this path.
tl::unexpected<Error> fileError(int error_number, const FilePath& path);

}  // namespace slipway
