// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/files/remove_tree.h"

#include "core/file_descriptor.h"
#include "core/ids.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <string>

namespace slipway {

namespace {

constexpr int max_depth = 64;  // Each level holds a descriptor.

FileDescriptor openDirectory(int parent, const char* name)
{
    return FileDescriptor(::openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

bool isItself(const char* name)
{
    return std::strcmp(name, ".") == 0 || std::strcmp(name, "..") == 0;
}

/// Empties one directory from the inside.
class Emptying {
public:
    Emptying(FileDescriptor top, const std::stop_token& stop) : top_(std::move(top)), stop_(stop) {}

    /// Whether nothing is left; errno tells why not.
    bool run()
    {
        do {
            moved_up_ = false;
            if (!empty(top_.get(), 0)) {
                return false;
            }
        } while (moved_up_);
        return true;
    }

private:
    bool empty(int directory, int depth)
    {
        ::fchmod(directory, S_IRWXU);
        const std::unique_ptr<DIR, int (*)(DIR*)> entries(
            ::fdopendir(::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)), &::closedir);
        if (!entries) {
            return false;
        }
        while (const dirent* entry = ::readdir(entries.get())) {
            if (stop_.stop_requested()) {
                errno = ECANCELED;
                return false;
            }
            if (!isItself(entry->d_name) && !removeEntry(directory, entry->d_name, depth)) {
                return false;
            }
        }
        return true;
    }

    bool removeEntry(int directory, const char* name, int depth)
    {
        if (::unlinkat(directory, name, 0) == 0 || errno == ENOENT) {
            return true;
        }
        if (errno != EISDIR) {
            return false;
        }
        if (depth == max_depth) {
            moved_up_ = true;
            return ::renameat(directory, name, top_.get(), newId("deep").c_str()) == 0;
        }
        FileDescriptor inner = openDirectory(directory, name);
        if (!inner && errno == EACCES && ::fchmodat(directory, name, S_IRWXU, AT_SYMLINK_NOFOLLOW) == 0) {
            inner = openDirectory(directory, name);
        }
        return inner && empty(inner.get(), depth + 1) && ::unlinkat(directory, name, AT_REMOVEDIR) == 0;
    }

    FileDescriptor top_;
    const std::stop_token& stop_;
    bool moved_up_ = false;
};

tl::unexpected<Error> cannotDelete(const std::filesystem::path& path)
{
    return fail(errno == ECANCELED ? ErrorCode::Canceled : ErrorCode::Unavailable,
                "Cannot delete " + path.string() + ": " + std::strerror(errno) + ".");
}

}  // namespace

Result<void> removeTree(const std::filesystem::path& path, const std::stop_token& stop)
{
    if (::unlink(path.c_str()) == 0 || errno == ENOENT) {
        return {};
    }
    if (errno != EISDIR) {
        return cannotDelete(path);
    }
    FileDescriptor top = openDirectory(AT_FDCWD, path.c_str());
    if (!top && errno == EACCES && ::chmod(path.c_str(), S_IRWXU) == 0) {
        top = openDirectory(AT_FDCWD, path.c_str());
    }
    const bool removed = top && Emptying(std::move(top), stop).run() && ::rmdir(path.c_str()) == 0;
    return removed ? Result<void>() : cannotDelete(path);
}

}  // namespace slipway
