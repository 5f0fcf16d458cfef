// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/files/bucket_files.h"

#include "core/segments/segment_name.h"
#include "platform/objects/files/key_path.h"
#include "platform/objects/s3_error.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <span>

namespace slipway {

namespace {

/// Beside what else is the store's own there.
constexpr const char* segments_directory = "segments";

FileDescriptor walk(int root, std::span<const std::string> names)
{
    FileDescriptor directory(::fcntl(root, F_DUPFD_CLOEXEC, 0));
    for (const std::string& name : names) {
        if (!directory)
            break;
        directory = openDirectoryAt(directory.get(), name);
    }
    return directory;
}

mode_t typeAt(int directory, const std::string& name)
{
    struct stat status {};
    if (::fstatat(directory, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        return 0;
    return status.st_mode & S_IFMT;
}

/// Makes the directory, moving an object of the same name beside it.
Result<FileDescriptor> makeDirectoryAt(int parent, const std::string& name)
{
    for (int attempt = 0; attempt < 3; ++attempt) {
        if (::mkdirat(parent, name.c_str(), 0755) == 0)
            ::fsync(parent);
        else if (errno != EEXIST)
            return s3FailErrno(errno, "A directory for this key cannot be made");
        FileDescriptor made = openDirectoryAt(parent, name);
        if (made)
            return made;
        if (typeAt(parent, name) == S_IFREG)
            ::renameat(parent, name.c_str(), parent, besideDirectory(name).c_str());
    }
    return s3Fail("AccessDenied",
                  "A part of this key is not a directory on the server, such as a symbolic link, which "
                  "is never followed. Use another key.");
}

/// Directories that programs expect even when they are empty: what a job, or a replica of
/// one, writes its outputs to.
std::size_t keptDirectories(std::string_view key)
{
    if (!key.starts_with("jobs/"))
        return 0;
    return key.find("/replicas/") == std::string_view::npos ? 4 : 6;
}

}  // namespace

FileDescriptor openDirectoryAt(int directory, const std::string& name)
{
    return FileDescriptor(::openat(directory, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

FileDescriptor openFileAt(int directory, const std::string& name)
{
    // O_NONBLOCK: a FIFO that somebody left in the bucket must not hold us.
    FileDescriptor file(::openat(directory, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    struct stat status {};
    if (file && (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)))
        file.reset();
    return file;
}

void BucketFiles::make(const std::filesystem::path& objects, const std::string& bucket)
{
    std::error_code error;
    if (bucket != segments_bucket) {
        std::filesystem::create_directory(objects / bucket, error);
        return;
    }
    const std::filesystem::path directory = objects / bucket / segments_directory;
    if (std::filesystem::create_directories(directory, error))
        std::filesystem::permissions(directory, std::filesystem::perms::owner_all, error);
}

Result<BucketFiles> BucketFiles::open(const std::filesystem::path& objects, const std::string& bucket)
{
    const bool segments = bucket == segments_bucket;
    const std::filesystem::path above = segments ? objects / bucket : objects;
    const FileDescriptor parent(::open(above.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    const bool plain = !bucket.empty() && bucket[0] != '.' && bucket.find('/') == bucket.npos;
    const std::string name = segments ? segments_directory : bucket;
    FileDescriptor root =
        parent && (plain || segments) ? openDirectoryAt(parent.get(), name) : FileDescriptor();
    if (!root)
        return s3Fail("NoSuchBucket",
                      fmt::format("The bucket \"{}\" does not exist. Every project has the bucket of "
                                  "its name.",
                                  bucket));
    return BucketFiles(std::move(root));
}

Result<FileDescriptor> BucketFiles::openObject(std::string_view key) const
{
    const Result<KeyPath> path = pathOfKey(key);
    if (!path)
        return propagate(path);
    if (const FileDescriptor directory = walk(root_.get(), path->directories)) {
        FileDescriptor file = openFileAt(directory.get(), path->file);
        if (!file)
            file = openFileAt(directory.get(), besideDirectory(path->file));
        if (file)
            return file;
    }
    return s3Fail("NoSuchKey", "There is no object with this key.");
}

Result<void> BucketFiles::place(const std::filesystem::path& file, std::string_view key,
                                Replace replace) const
{
    const Result<KeyPath> path = pathOfKey(key);
    if (!path)
        return propagate(path);
    const std::string beside = besideDirectory(path->file);
    const unsigned flags = replace == Replace::No ? RENAME_NOREPLACE : 0;
    constexpr int attempts = 8;  // A directory may be pruned by a removal between its making and its use.
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const Result<FileDescriptor> directory = makeDirectories(path->directories);
        if (!directory)
            return propagate(directory);
        if (replace == Replace::No && openFileAt(directory->get(), beside))
            return s3Fail("PreconditionFailed", "There is an object with this key already.");
        int error =
            ::renameat2(AT_FDCWD, file.c_str(), directory->get(), path->file.c_str(), flags) == 0 ? 0 : errno;
        if (error == 0)
            ::unlinkat(directory->get(), beside.c_str(), 0);
        else if (typeAt(directory->get(), path->file) == S_IFDIR)
            error =
                ::renameat2(AT_FDCWD, file.c_str(), directory->get(), beside.c_str(), flags) == 0 ? 0 : errno;
        if (error == 0)
            return ::fsync(directory->get()) == 0
                       ? Result<void>()
                       : s3FailErrno(errno, "The object could not be made durable");
        if (error == EEXIST)
            return s3Fail("PreconditionFailed", "There is an object with this key already.");
        if (error != ENOENT)
            return s3FailErrno(error, "The object could not be put in its place");
    }
    return s3Fail("SlowDown", "The directory of this key keeps vanishing. Try again.");
}

Result<void> BucketFiles::remove(std::string_view key) const
{
    const Result<KeyPath> path = pathOfKey(key);
    if (!path)
        return propagate(path);
    const FileDescriptor directory = walk(root_.get(), path->directories);
    if (!directory)
        return {};
    for (const std::string& name : {path->file, besideDirectory(path->file)}) {
        const mode_t type = typeAt(directory.get(), name);
        if (type == S_IFREG && ::unlinkat(directory.get(), name.c_str(), 0) != 0 && errno != ENOENT)
            return s3FailErrno(errno, "The object could not be removed");
    }
    ::fsync(directory.get());
    prune(key, path->directories);
    return {};
}

FileDescriptor BucketFiles::openPrefix(std::string_view prefix) const
{
    return walk(root_.get(), directoriesOfPrefix(prefix));
}

Result<FileDescriptor> BucketFiles::makeDirectories(const std::vector<std::string>& names) const
{
    FileDescriptor directory = walk(root_.get(), {});
    for (const std::string& name : names) {
        FileDescriptor next = openDirectoryAt(directory.get(), name);
        if (!next) {
            Result<FileDescriptor> made = makeDirectoryAt(directory.get(), name);
            if (!made)
                return made;
            next = std::move(*made);
        }
        directory = std::move(next);
    }
    return directory;
}

void BucketFiles::prune(std::string_view key, const std::vector<std::string>& names) const
{
    for (std::size_t depth = names.size(); depth > keptDirectories(key); --depth) {
        const FileDescriptor parent = walk(root_.get(), std::span(names).first(depth - 1));
        if (!parent || ::unlinkat(parent.get(), names[depth - 1].c_str(), AT_REMOVEDIR) != 0)
            return;
    }
}

}  // namespace slipway
