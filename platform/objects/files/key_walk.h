// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"
#include "core/result.h"
#include "platform/objects/files/bucket_files.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace slipway {

/// Visits the keys of a bucket in the order of their bytes, those with a prefix and behind a mark alone.
/// Whole directories that lie before the mark are not read.
class KeyWalk {
public:
    /// `directory` and `name` are where the object's file lies. Returns false to end the walk.
    using Visit = std::function<bool(const std::string& key, int directory, const std::string& name)>;

    KeyWalk(const BucketFiles& bucket, std::string prefix) : bucket_(bucket), prefix_(std::move(prefix)) {}

    /// Only keys behind `mark` are visited from here on; may be called while visiting.
    void skipTo(std::string mark);
    /// The same, and no key that starts with `mark`.
    void skipPast(std::string mark);

    Result<void> run(const Visit& visit);

private:
    struct Entry {
        std::string key;  ///< Ends in '/' for a directory.
        std::shared_ptr<const FileDescriptor> parent;
        std::string name;
        bool is_directory = false;
    };
    using Directory = std::shared_ptr<const FileDescriptor>;

    /// Whether something under this entry may have to be visited.
    bool wanted(const Entry& entry) const;
    bool walk(const Directory& directory, const std::string& path, const Visit& visit);
    /// A stretch of a directory's entries in order.
    struct Stretch {
        std::string after;  ///< Entries up to this key were visited before.
        std::vector<Entry> entries;
        bool left = false;  ///< More follow than were taken.
    };
    void readStretch(const Directory& directory, const std::string& path, Stretch& stretch) const;
    void readNames(const Directory& directory, const std::string& path, Stretch& stretch) const;

    const BucketFiles& bucket_;
    std::string prefix_;
    std::string mark_;
    bool past_ = false;
};

}  // namespace slipway
