// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/files/file_tree.h"

#include "platform/files/new_file.h"

#include <fmt/format.h>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstring>
#include <memory>

namespace slipway {

namespace {

Timestamp timeOf(const struct stat& status)
{
    const auto seconds = std::chrono::seconds(status.st_mtim.tv_sec);
    const auto nanoseconds = std::chrono::nanoseconds(status.st_mtim.tv_nsec);
    return Timestamp(std::chrono::duration_cast<Timestamp::duration>(seconds + nanoseconds));
}

std::string linkTarget(int directory, const char* name)
{
    std::string target(PATH_MAX, '\0');
    const ssize_t length = ::readlinkat(directory, name, target.data(), target.size());
    target.resize(length < 0 ? 0 : static_cast<std::size_t>(length));
    return target;
}

/// Nothing when it is gone meanwhile.
std::vector<FileEntry> look(int directory, const std::string& name)
{
    struct stat status {};
    if (::fstatat(directory, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        return {};
    FileEntry entry;
    entry.name = name;
    entry.modified = timeOf(status);
    if (S_ISREG(status.st_mode)) {
        entry.size_bytes = static_cast<std::uint64_t>(status.st_size);
    } else if (S_ISDIR(status.st_mode)) {
        entry.kind = FileEntry::Kind::Directory;
    } else if (S_ISLNK(status.st_mode)) {
        entry.kind = FileEntry::Kind::Link;
        entry.target = linkTarget(directory, name.c_str());
    } else {
        entry.kind = FileEntry::Kind::Other;
    }
    return {entry};
}

Result<std::vector<std::string>> namesIn(int directory, const FilePath& path)
{
    const std::unique_ptr<DIR, int (*)(DIR*)> entries(
        ::fdopendir(::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)), &::closedir);
    if (!entries)
        return fileError(errno, path);
    std::vector<std::string> names;
    while (const dirent* entry = ::readdir(entries.get())) {
        const std::string name = entry->d_name;
        if (name != "." && name != ".." && !isUnfinished(name))
            names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

tl::unexpected<Error> fileError(int error_number, const FilePath& path)
{
    const std::string name = path.empty() ? std::string("The directory") : "\"" + formatFilePath(path) + "\"";
    switch (error_number) {
    case ENOENT:
        return fail(ErrorCode::NotFound,
                    fmt::format("{} is not there. List its directory to see what is.", name), "no-such-file",
                    "path");
    case EEXIST:
    case ENOTEMPTY:
        return fail(ErrorCode::AlreadyExists, fmt::format("{} is there already. Choose another name.", name),
                    "file-exists", "path");
    case ELOOP:
    case EMLINK:
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("{} is a link or leads through one, and links are not followed here.", name),
                    "is-link", "path");
    case ENOTDIR:
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("{} is no directory, or leads through a link or a file.", name),
                    "not-a-directory", "path");
    case EISDIR:
        return fail(ErrorCode::InvalidArgument, fmt::format("{} is a directory.", name), "is-directory",
                    "path");
    case ENXIO:
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("{} is no file that can be read, such as a pipe or a device.", name),
                    "not-a-file", "path");
    case EACCES:
    case EPERM:
        return fail(
            ErrorCode::PermissionDenied,
            fmt::format("slipwayd may not do that with {}. Change its permissions in a terminal.", name),
            "file-permission", "path");
    case ENOSPC:
    case EDQUOT:
        return fail(ErrorCode::ResourceExhausted,
                    fmt::format("There is no room for {}. Delete something first.", name), "disk-full",
                    "path");
    default:
        return fail(ErrorCode::Unavailable,
                    fmt::format("{} cannot be used: {}.", name, std::strerror(error_number)), "file-trouble",
                    "path");
    }
}

FilePath parentOf(const FilePath& path)
{
    return path.empty() ? path : FilePath(path.begin(), path.end() - 1);
}

Result<FileTree> FileTree::open(const std::filesystem::path& directory)
{
    FileDescriptor root(::open(directory.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!root)
        return fileError(errno, {});
    return FileTree(std::move(root));
}

Result<FileDescriptor> FileTree::openDirectory(const FilePath& directory) const
{
    FileDescriptor place(::openat(root_.get(), ".", O_PATH | O_DIRECTORY | O_CLOEXEC));
    for (const std::string& name : directory) {
        if (!place)
            break;
        place = FileDescriptor(
            ::openat(place.get(), name.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    }
    if (!place)
        return fileError(errno, directory);
    return place;
}

Result<DirectoryPage> FileTree::list(const FilePath& directory, const std::string& cursor,
                                     std::size_t limit) const
{
    const auto place = openDirectory(directory);
    if (!place)
        return propagate(place);
    const auto names = namesIn(place->get(), directory);
    if (!names)
        return propagate(names);
    DirectoryPage page;
    auto name = cursor.empty() ? names->begin() : std::upper_bound(names->begin(), names->end(), cursor);
    for (; name != names->end() && page.entries.size() < limit; ++name) {
        for (FileEntry& entry : look(place->get(), *name))
            page.entries.push_back(std::move(entry));
    }
    if (name != names->end())
        page.cursor = *std::prev(name);
    return page;
}

Result<OpenedFile> FileTree::read(const FilePath& path) const
{
    if (path.empty())
        return fileError(EISDIR, path);
    const auto place = openDirectory(parentOf(path));
    if (!place)
        return propagate(place);
    // Without O_NONBLOCK a pipe of that name would hold the caller until somebody writes.
    FileDescriptor file(::openat(place->get(), path.back().c_str(),
                                 O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
    if (!file)
        return fileError(errno, path);
    struct stat status {};
    struct stat above {};
    if (::fstat(file.get(), &status) != 0 || ::fstat(root_.get(), &above) != 0)
        return fileError(errno, path);
    if (!S_ISREG(status.st_mode))
        return fileError(S_ISDIR(status.st_mode) ? EISDIR : ENXIO, path);
    // A second name for a file that somebody else owns may have been put here to have it read by us.
    if (status.st_nlink > 1 && status.st_uid != above.st_uid)
        return fileError(EACCES, path);
    return OpenedFile{std::move(file), static_cast<std::uint64_t>(status.st_size), timeOf(status)};
}

Result<bool> FileTree::exists(const FilePath& path) const
{
    if (path.empty())
        return true;
    const auto place = openDirectory(parentOf(path));
    if (!place)
        return propagate(place);
    struct stat status {};
    if (::fstatat(place->get(), path.back().c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0)
        return true;
    return errno == ENOENT ? Result<bool>(false) : Result<bool>(fileError(errno, path));
}

Result<void> FileTree::makeDirectory(const FilePath& path) const
{
    if (path.empty())
        return fileError(EEXIST, path);
    const auto place = openDirectory(parentOf(path));
    if (!place)
        return propagate(place);
    struct stat above {};
    if (::fstatat(place->get(), ".", &above, 0) != 0 ||
        ::mkdirat(place->get(), path.back().c_str(), 0755) != 0)
        return fileError(errno, path);
    if (::geteuid() == 0 &&
        ::fchownat(place->get(), path.back().c_str(), above.st_uid, above.st_gid, AT_SYMLINK_NOFOLLOW) != 0)
        return fileError(errno, path);
    return {};
}

Result<void> FileTree::move(const FilePath& from, const FilePath& to) const
{
    if (from.empty() || to.empty())
        return fileError(EEXIST, to);
    const auto source = openDirectory(parentOf(from));
    const auto target = openDirectory(parentOf(to));
    if (!source || !target)
        return source ? propagate(target) : propagate(source);
    if (::renameat2(source->get(), from.back().c_str(), target->get(), to.back().c_str(), RENAME_NOREPLACE) ==
        0)
        return {};
    if (errno == EINVAL)
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("\"{}\" cannot be moved into itself.", formatFilePath(from)), "into-itself",
                    "path");
    return fileError(errno, errno == ENOENT ? from : to);
}

}  // namespace slipway
