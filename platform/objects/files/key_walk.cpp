// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/files/key_walk.h"

#include "platform/objects/files/key_path.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <optional>
#include <tuple>

namespace slipway {

namespace {

/// So many entries of a directory are held at once; a larger one is read again for the next so many.
constexpr std::size_t entries_at_once = 8192;

bool isDirectory(int parent, const dirent& entry, bool& is_file)
{
    if (entry.d_type != DT_UNKNOWN) {
        is_file = entry.d_type == DT_REG;
        return entry.d_type == DT_DIR;
    }
    struct stat status {};
    if (::fstatat(parent, entry.d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return false;
    is_file = S_ISREG(status.st_mode);
    return S_ISDIR(status.st_mode);
}

struct CloseDirectory {
    void operator()(DIR* directory) const { ::closedir(directory); }
};

}  // namespace

void KeyWalk::skipTo(std::string mark)
{
    mark_ = std::move(mark);
    past_ = false;
}

void KeyWalk::skipPast(std::string mark)
{
    mark_ = std::move(mark);
    past_ = true;
}

Result<void> KeyWalk::run(const Visit& visit)
{
    FileDescriptor start = bucket_.openPrefix(prefix_);
    if (!start)
        return {};
    const std::size_t slash = prefix_.rfind('/');
    const std::string path = slash == prefix_.npos ? std::string() : prefix_.substr(0, slash + 1);
    walk(std::make_shared<const FileDescriptor>(std::move(start)), path, visit);
    return {};
}

bool KeyWalk::wanted(const Entry& entry) const
{
    if (entry.key.starts_with(prefix_) ? false : !(entry.is_directory && prefix_.starts_with(entry.key)))
        return false;
    if (past_ && !mark_.empty() && entry.key.starts_with(mark_))
        return false;
    if (entry.key > mark_)
        return true;
    return entry.is_directory && mark_.starts_with(entry.key);
}

bool KeyWalk::walk(const Directory& directory, const std::string& path, const Visit& visit)
{
    Stretch stretch;
    do {
        readStretch(directory, path, stretch);
        for (const Entry& entry : stretch.entries) {
            // The visitor may have moved the mark, and an object may have two files (see key_path.h).
            if (!wanted(entry) || entry.key == stretch.after)
                continue;
            stretch.after = entry.key;
            if (!entry.is_directory) {
                if (!visit(entry.key, entry.parent->get(), entry.name))
                    return false;
                continue;
            }
            FileDescriptor next = openDirectoryAt(entry.parent->get(), entry.name);
            if (next && !walk(std::make_shared<const FileDescriptor>(std::move(next)), entry.key, visit))
                return false;
        }
        if (!stretch.entries.empty())
            stretch.after = stretch.entries.back().key;
    } while (stretch.left);
    return true;
}

void KeyWalk::readStretch(const Directory& directory, const std::string& path, Stretch& stretch) const
{
    stretch.entries.clear();
    stretch.left = false;
    readNames(directory, path, stretch);
    std::sort(stretch.entries.begin(), stretch.entries.end(), [](const Entry& a, const Entry& b) {
        return std::tie(a.key, a.name) < std::tie(b.key, b.name);
    });
    if (stretch.entries.size() > entries_at_once) {
        stretch.entries.resize(entries_at_once);
        stretch.left = true;
    }
}

void KeyWalk::readNames(const Directory& directory, const std::string& path, Stretch& stretch) const
{
    std::vector<Entry>& entries = stretch.entries;
    const int copy = ::openat(directory->get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const std::unique_ptr<DIR, CloseDirectory> stream(copy < 0 ? nullptr : ::fdopendir(copy));
    if (!stream)
        return;
    while (const dirent* found = ::readdir(stream.get())) {
        const std::string name = found->d_name;
        const std::optional<DecodedName> decoded =
            name == "." || name == ".." ? std::nullopt : decodeName(name);
        if (!decoded)
            continue;
        bool is_file = false;
        const bool is_directory = isDirectory(directory->get(), *found, is_file);
        if (decoded->continues && is_directory && path.size() < 1024) {
            FileDescriptor next = openDirectoryAt(directory->get(), name);
            if (next)
                readNames(std::make_shared<const FileDescriptor>(std::move(next)), path + decoded->text,
                          stretch);
            continue;
        }
        if (decoded->continues || (is_directory && decoded->beside) || (!is_directory && !is_file))
            continue;
        Entry entry{path + decoded->text + (is_directory ? "/" : ""), directory, name, is_directory};
        // No key is longer than 1024 bytes, so this also bounds how deep a walk goes.
        if (entry.key.empty() || entry.key.size() > 1024 || entry.key <= stretch.after || !wanted(entry))
            continue;
        entries.push_back(std::move(entry));
        if (entries.size() < 2 * entries_at_once)
            continue;
        std::nth_element(entries.begin(), entries.begin() + entries_at_once, entries.end(),
                         [](const Entry& a, const Entry& b) { return a.key < b.key; });
        entries.resize(entries_at_once);
        stretch.left = true;
    }
}

}  // namespace slipway
