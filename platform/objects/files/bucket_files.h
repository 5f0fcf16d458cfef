// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"
#include "core/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// Whether an object may take the place of another.
enum class Replace { Yes, No };

/// The files of one bucket by their keys (see key_path.h). Every part of a path is opened without following
/// symbolic links, so that nothing in a bucket can lead out of it. Changes are durable when a function
/// returns.
class BucketFiles {
public:
    /// Makes a bucket's directory where it is missing.
    static void make(const std::filesystem::path& objects, const std::string& bucket);
    /// "NoSuchBucket" when it has no directory. Segments lie among what is the store's own.
    static Result<BucketFiles> open(const std::filesystem::path& objects, const std::string& bucket);

    /// The object's file to read; "NoSuchKey".
    Result<FileDescriptor> openObject(std::string_view key) const;
    bool contains(std::string_view key) const { return openObject(key).has_value(); }

    /// Moves a finished file to where `key` belongs. "PreconditionFailed" when there is one and Replace::No.
    Result<void> place(const std::filesystem::path& file, std::string_view key, Replace replace) const;

    /// Also removes directories that are empty now. Removing what is absent is a success.
    Result<void> remove(std::string_view key) const;

    /// The directory of a prefix's last '/', absent when no key can have it.
    FileDescriptor openPrefix(std::string_view prefix) const;

private:
    explicit BucketFiles(FileDescriptor root) : root_(std::move(root)) {}

    Result<FileDescriptor> makeDirectories(const std::vector<std::string>& names) const;
    void prune(std::string_view key, const std::vector<std::string>& names) const;

    FileDescriptor root_;
};

/// Opens a directory in another without following a symbolic link.
FileDescriptor openDirectoryAt(int directory, const std::string& name);
/// Opens a plain file in a directory without following a symbolic link; anything else is absent.
FileDescriptor openFileAt(int directory, const std::string& name);

}  // namespace slipway
