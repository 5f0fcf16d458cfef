// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/files/new_file.h"

#include "core/ids.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <ctime>
#include <memory>

namespace slipway {

namespace {

constexpr std::string_view unfinished_prefix = ".slipway-upload-";
constexpr std::time_t abandoned_after = 24 * 60 * 60;

void removeAbandoned(int place)
{
    const std::unique_ptr<DIR, int (*)(DIR*)> entries(
        ::fdopendir(::openat(place, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)), &::closedir);
    while (const dirent* entry = entries ? ::readdir(entries.get()) : nullptr) {
        struct stat status {};
        if (isUnfinished(entry->d_name) &&
            ::fstatat(place, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(status.st_mode) &&
            ::time(nullptr) - status.st_mtime > abandoned_after)
            ::unlinkat(place, entry->d_name, 0);
    }
}

}  // namespace

bool isUnfinished(std::string_view name)
{
    return name.starts_with(unfinished_prefix);
}

Result<NewFile> NewFile::begin(const FileTree& tree, FilePath path, Existing existing)
{
    if (path.empty() || isUnfinished(path.back()))
        return fileError(EEXIST, path);
    const auto there = tree.exists(path);
    if (!there)
        return propagate(there);
    if (*there && existing == Existing::Kept)
        return fileError(EEXIST, path);
    auto place = tree.openDirectory(parentOf(path));
    if (!place)
        return propagate(place);
    removeAbandoned(place->get());
    const std::string name = newId(unfinished_prefix.substr(0, unfinished_prefix.size() - 1));
    FileDescriptor file(
        ::openat(place->get(), name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
    struct stat above {};
    if (!file || ::fstatat(place->get(), ".", &above, 0) != 0)
        return fileError(errno, path);
    struct stat before {};
    if (*there && ::fstatat(place->get(), path.back().c_str(), &before, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISREG(before.st_mode))
        ::fchmod(file.get(), before.st_mode & 0777);  // A program that is replaced stays one.
    NewFile made(std::move(path), std::move(*place), std::move(file), name, existing);
    if (::geteuid() == 0 && ::fchown(made.file_.get(), above.st_uid, above.st_gid) != 0)
        return fileError(errno, made.path_);
    return made;
}

NewFile::~NewFile()
{
    if (file_)
        ::unlinkat(place_.get(), name_.c_str(), 0);
}

Result<void> NewFile::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(file_.get(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return fileError(errno, path_);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> NewFile::finish()
{
    if (::fsync(file_.get()) != 0)
        return fileError(errno, path_);
    const unsigned int flags = existing_ == Existing::Kept ? RENAME_NOREPLACE : 0;
    const std::string& target = path_.back();
    if (::renameat2(place_.get(), name_.c_str(), place_.get(), target.c_str(), flags) != 0)
        return fileError(errno, path_);
    file_.reset();
    // A descriptor that only names the directory cannot be synced.
    const FileDescriptor directory(::openat(place_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory && ::fsync(directory.get()) != 0)
        return fileError(errno, path_);
    return {};
}

}  // namespace slipway
