// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/files/file_tree.h"

#include <string>
#include <string_view>

namespace slipway {

/// A file on its way into a tree: it appears whole and on the disk, or not at all. Removed when nobody
/// finished it; what a crash left behind goes when the next file comes into that directory a day later.
class NewFile {
public:
    enum class Existing { Kept, Replaced };

    /// `AlreadyExists` when there is a file and it is to be kept.
    static Result<NewFile> begin(const FileTree& tree, FilePath path, Existing existing);
    ~NewFile();
    NewFile(NewFile&& other) noexcept = default;
    NewFile& operator=(NewFile&&) = delete;

    Result<void> write(std::string_view bytes);
    /// Durable when it returns.
    Result<void> finish();

private:
    NewFile(FilePath path, FileDescriptor place, FileDescriptor file, std::string name, Existing existing)
        : path_(std::move(path)),
          place_(std::move(place)),
          file_(std::move(file)),
          name_(std::move(name)),
          existing_(existing)
    {
    }

    FilePath path_;
    FileDescriptor place_;
    FileDescriptor file_;
    std::string name_;  ///< While it is on its way.
    Existing existing_;
};

/// Whether a file of this name is one on its way.
bool isUnfinished(std::string_view name);

}  // namespace slipway
