// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/data/unpack.h"

#include "core/file_descriptor.h"

#include <archive.h>
#include <archive_entry.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

namespace slipway {

namespace {

struct Closer {
    void operator()(archive* tar) const { archive_read_free(tar); }
};
using Archive = std::unique_ptr<archive, Closer>;

constexpr std::size_t block_bytes = 64u << 10;

tl::unexpected<Error> refused(const std::string& name, const char* why)
{
    return fail(ErrorCode::InvalidArgument, "The archive's \"" + name + "\" " + why + ".");
}

tl::unexpected<Error> cannotMake(const std::string& name)
{
    const auto code = errno == ENOSPC ? ErrorCode::ResourceExhausted : ErrorCode::Unavailable;
    return fail(code, "Cannot make " + name + ": " + std::strerror(errno) + ".");
}

/// The parts of a relative path; nothing when it leads elsewhere.
Result<std::vector<std::string>> partsOf(const std::string& name)
{
    std::vector<std::string> parts;
    for (const std::filesystem::path& part : std::filesystem::path(name)) {
        if (part == ".." || part.is_absolute())
            return refused(name, "leads out of the directory");
        if (!part.empty() && part != ".")
            parts.push_back(part.string());
    }
    return parts;
}

/// The directory that holds the last part, made on the way; no link is followed.
FileDescriptor openParent(int root, const std::vector<std::string>& parts)
{
    FileDescriptor place(::openat(root, ".", O_PATH | O_DIRECTORY | O_CLOEXEC));
    for (std::size_t i = 0; place && i + 1 < parts.size(); ++i) {
        ::mkdirat(place.get(), parts[i].c_str(), 0755);
        place = FileDescriptor(
            ::openat(place.get(), parts[i].c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    }
    return place;
}

Result<void> writeFile(archive* tar, archive_entry* entry, int parent, const std::string& name)
{
    const mode_t mode = (archive_entry_perm(entry) & 0111) != 0 ? 0755 : 0644;
    ::unlinkat(parent, name.c_str(), 0);
    const FileDescriptor out(
        ::openat(parent, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
    if (!out)
        return cannotMake(name);
    std::array<char, block_bytes> block{};
    for (la_ssize_t size = 0; (size = archive_read_data(tar, block.data(), block.size())) != 0;) {
        if (size < 0)
            return refused(name, "is damaged");
        for (la_ssize_t done = 0; done < size;) {
            const ssize_t written =
                ::write(out.get(), block.data() + done, static_cast<std::size_t>(size - done));
            if (written < 0)
                return cannotMake(name);
            done += written;
        }
    }
    return {};
}

Result<void> writeEntry(archive* tar, archive_entry* entry, int root)
{
    const char* path = archive_entry_pathname(entry);
    const std::string name = path != nullptr ? path : "";
    const auto parts = partsOf(name);
    if (!parts)
        return propagate(parts);
    if (parts->empty())
        return {};
    const FileDescriptor parent = openParent(root, *parts);
    if (!parent)
        return refused(name, "lies behind a link, or behind a file");
    const std::string& last = parts->back();
    switch (archive_entry_filetype(entry)) {
    case AE_IFDIR:
        return ::mkdirat(parent.get(), last.c_str(), 0755) == 0 || errno == EEXIST ? Result<void>()
                                                                                   : cannotMake(name);
    case AE_IFLNK:
        ::unlinkat(parent.get(), last.c_str(), 0);
        return ::symlinkat(archive_entry_symlink(entry), parent.get(), last.c_str()) == 0 ? Result<void>()
                                                                                          : cannotMake(name);
    case AE_IFREG:
        if (archive_entry_hardlink(entry) == nullptr)
            return writeFile(tar, entry, parent.get(), last);
        break;
    default:
        break;
    }
    return refused(name, "is neither a file, a directory nor a symbolic link");
}

}  // namespace

Result<void> unpackTar(const std::filesystem::path& file, const std::filesystem::path& directory)
{
    const FileDescriptor root(::open(directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!root)
        return cannotMake(directory.string());
    const Archive tar(archive_read_new());
    archive_read_support_format_tar(tar.get());
    if (archive_read_open_filename(tar.get(), file.c_str(), block_bytes) != ARCHIVE_OK)
        return refused(file.filename().string(), "is no tar archive");
    archive_entry* entry = nullptr;
    for (int read = 0; (read = archive_read_next_header(tar.get(), &entry)) != ARCHIVE_EOF;) {
        if (read != ARCHIVE_OK && read != ARCHIVE_WARN)
            return refused(file.filename().string(), "is no tar archive, or damaged");
        if (auto written = writeEntry(tar.get(), entry, root.get()); !written)
            return written;
    }
    return {};
}

}  // namespace slipway
