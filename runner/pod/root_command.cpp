// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/pod/root_command.h"

#include "core/file_descriptor.h"
#include "runner/records/durable_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstring>
#include <map>
#include <string>
#include <utility>

namespace slipway {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t piece_bytes = 1u << 20;

tl::unexpected<Error> cannot(const char* what, const fs::path& path)
{
    const auto code =
        errno == ENOSPC || errno == EDQUOT ? ErrorCode::ResourceExhausted : ErrorCode::Unavailable;
    return fail(code,
                std::string("Cannot ") + what + " " + path.string() + ": " + std::strerror(errno) + ".");
}

class TreeCopy {
public:
    Result<void> copy(const fs::path& from, const fs::path& to)
    {
        struct stat status {};
        if (::lstat(from.c_str(), &status) != 0)
            return cannot("read", from);
        if (device_ == 0)
            device_ = status.st_dev;
        const bool elsewhere = status.st_dev != device_;
        Result<void> made;
        if (S_ISDIR(status.st_mode))
            made = copyDirectory(from, to, elsewhere);
        else if (S_ISREG(status.st_mode))
            made = copyFile(from, to, status, elsewhere);
        else if (S_ISLNK(status.st_mode))
            made = copyLink(from, to);
        else
            return {};  // Sockets, pipes and devices belong to what runs.
        return made.and_then([&] { return keepMetadata(from, to, status); });
    }

private:
    Result<void> copyDirectory(const fs::path& from, const fs::path& to, bool elsewhere)
    {
        if (::mkdir(to.c_str(), 0700) != 0)
            return cannot("make", to);
        std::error_code error;
        for (auto entry = fs::directory_iterator(from, error);
             !elsewhere && !error && entry != fs::directory_iterator(); entry.increment(error)) {
            const auto copied = copy(entry->path(), to / entry->path().filename());
            if (!copied)
                return copied;
        }
        return error ? fail(ErrorCode::Unavailable,
                            "Cannot read " + from.string() + ": " + error.message() + ".")
                     : Result<void>();
    }

    Result<void> copyFile(const fs::path& from, const fs::path& to, const struct stat& status, bool elsewhere)
    {
        if (status.st_nlink > 1) {
            const auto [known, first] = linked_.emplace(std::pair(status.st_dev, status.st_ino), to);
            if (!first)
                return ::link(known->second.c_str(), to.c_str()) == 0 ? Result<void>() : cannot("link", to);
        }
        const FileDescriptor in(::open(from.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
        const FileDescriptor out(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (!in || !out)
            return cannot("copy", from);
        while (!elsewhere) {
            const ssize_t copied = ::copy_file_range(in.get(), nullptr, out.get(), nullptr, piece_bytes, 0);
            if (copied == 0)
                break;
            if (copied < 0)
                return copyByHand(in.get(), out.get(), from);
        }
        return {};
    }

    /// Where the kernel does not copy between these file systems.
    Result<void> copyByHand(int in, int out, const fs::path& from)
    {
        if (::lseek(in, 0, SEEK_SET) != 0 || ::ftruncate(out, 0) != 0 || ::lseek(out, 0, SEEK_SET) != 0)
            return cannot("copy", from);
        buffer_.resize(piece_bytes);
        for (ssize_t size = 0; (size = ::read(in, buffer_.data(), buffer_.size())) != 0;) {
            if (size < 0)
                return cannot("read", from);
            for (ssize_t done = 0; done < size;) {
                const ssize_t written =
                    ::write(out, buffer_.data() + done, static_cast<std::size_t>(size - done));
                if (written < 0)
                    return cannot("copy", from);
                done += written;
            }
        }
        return {};
    }

    static Result<void> copyLink(const fs::path& from, const fs::path& to)
    {
        std::array<char, PATH_MAX> target{};
        const ssize_t size = ::readlink(from.c_str(), target.data(), target.size() - 1);
        return size > 0 && ::symlink(target.data(), to.c_str()) == 0 ? Result<void>() : cannot("link", to);
    }

    static Result<void> keepMetadata(const fs::path& from, const fs::path& to, const struct stat& status)
    {
        if (::lchown(to.c_str(), status.st_uid, status.st_gid) != 0)
            return cannot("give away", to);
        if (!S_ISLNK(status.st_mode) && ::chmod(to.c_str(), status.st_mode & 07777) != 0)
            return cannot("open", to);
        copyAttributes(from, to);
        const std::array<timespec, 2> times{status.st_atim, status.st_mtim};
        ::utimensat(AT_FDCWD, to.c_str(), times.data(), AT_SYMLINK_NOFOLLOW);
        return {};
    }

    /// Capabilities of programs, above all; a volume without them loses nothing else.
    static void copyAttributes(const fs::path& from, const fs::path& to)
    {
        std::array<char, 4096> names{};
        const ssize_t size = ::llistxattr(from.c_str(), names.data(), names.size());
        for (ssize_t at = 0; at < size; at += static_cast<ssize_t>(std::strlen(names.data() + at)) + 1) {
            std::array<char, 4096> value{};
            const ssize_t length = ::lgetxattr(from.c_str(), names.data() + at, value.data(), value.size());
            if (length >= 0)
                ::lsetxattr(to.c_str(), names.data() + at, value.data(), static_cast<std::size_t>(length), 0);
        }
    }

    dev_t device_ = 0;
    std::map<std::pair<dev_t, ino_t>, fs::path> linked_;
    std::string buffer_;
};

Result<void> layRoot(const fs::path& volume)
{
    const fs::path ready = volume / "root.ready";
    std::error_code error;
    if (fs::exists(ready, error))
        return {};
    // A copy that was cut short is made again.
    fs::remove_all(volume / "root", error);
    fs::create_directories(volume / "root", error);
    if (error)
        return fail(ErrorCode::Unavailable, "The volume cannot be used: " + error.message() + ".");
    for (const char* name : kept_directories) {
        const fs::path from = fs::path("/") / name;
        const fs::path to = volume / "root" / name;
        const bool there = fs::is_directory(fs::symlink_status(from, error));
        const auto copied = there ? copyTree(from, to) : Result<void>();
        if (!copied)
            return copied;
        fs::create_directories(to, error);
    }
    const FileDescriptor place(::open(volume.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    ::syncfs(place.get());
    return replaceFile(ready, "", Durability::PowerCut);
}

}  // namespace

Result<void> copyTree(const fs::path& from, const fs::path& to)
{
    return TreeCopy().copy(from, to);
}

int runPodRoot(const PodLayout& layout)
{
    const Result<void> laid = layRoot(layout.volume());
    if (!laid)
        std::fprintf(stderr, "%s\n", laid.error().message.c_str());
    return laid ? 0 : 1;
}

}  // namespace slipway
