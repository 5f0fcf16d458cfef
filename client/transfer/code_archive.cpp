// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/transfer/code_archive.h"

#include "client/private_file.h"
#include "client/transfer/ignore_rules.h"
#include "core/hash.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <utility>
#include <vector>

namespace slipway {
namespace {

namespace fs = std::filesystem;

struct ArchiveCloser {
    void operator()(archive* tar) const { archive_write_free(tar); }
};
struct EntryCloser {
    void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};
using ArchivePtr = std::unique_ptr<archive, ArchiveCloser>;
using EntryPtr = std::unique_ptr<archive_entry, EntryCloser>;

struct Packed {
    std::string relative;
    std::uint64_t size_bytes = 0;
    bool executable = false;
    std::string link;  ///< Target of a symbolic link; empty for a file.
};

tl::unexpected<Error> tooLarge(const fs::path& folder)
{
    return fail(
        ErrorCode::TooLarge,
        fmt::format("The code in {} is larger than 512 MiB. Leave data out with a .slipwayignore file, and "
                    "upload it as a dataset.",
                    folder.string()),
        "code-too-large", "code");
}

tl::unexpected<Error> unreadable(const fs::path& path, std::string_view reason)
{
    return fail(ErrorCode::InvalidArgument,
                fmt::format("The code in {} cannot be read: {}.", path.string(), reason), "unreadable-code",
                "code");
}

bool isExecutable(const fs::directory_entry& entry)
{
    std::error_code error;
    return (entry.status(error).permissions() & fs::perms::owner_exec) != fs::perms::none;
}

/// Names, sizes and modes of what is packed, sorted by name, so that nothing depends on the order of the
/// disk.
Result<std::vector<Packed>> collect(const fs::path& folder)
{
    std::error_code error;
    if (!fs::is_directory(folder, error))
        return fail(ErrorCode::NotFound,
                    fmt::format("There is no folder {} to take code from.", folder.string()), "no-folder",
                    "code");
    const IgnoreRules rules = IgnoreRules::load(folder);
    std::vector<Packed> files;
    std::uint64_t total = 0;
    fs::recursive_directory_iterator at(folder, error), end;
    for (; !error && at != end; at.increment(error)) {
        Packed file{at->path().lexically_relative(folder).generic_string(), 0, false, {}};
        const bool is_link = at->is_symlink(error);
        const bool is_folder = !is_link && at->is_directory(error);
        if (rules.ignores(file.relative, is_folder ? IgnoreRules::Entry::Folder : IgnoreRules::Entry::File)) {
            at.disable_recursion_pending();
            continue;
        }
        if (is_link) {
            file.link = fs::read_symlink(at->path(), error).string();
        } else if (at->is_regular_file(error)) {
            file.size_bytes = at->file_size(error);
            file.executable = isExecutable(*at);
        } else {
            continue;
        }
        total += file.size_bytes;
        if (total > max_code_bytes)
            return tooLarge(folder);
        files.push_back(std::move(file));
    }
    if (error)
        return unreadable(folder, error.message());
    std::ranges::sort(files, {}, &Packed::relative);
    return files;
}

Result<void> writeHeader(archive* tar, const Packed& file)
{
    const EntryPtr entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), file.relative.c_str());
    archive_entry_set_uid(entry.get(), 0);
    archive_entry_set_gid(entry.get(), 0);
    archive_entry_set_mtime(entry.get(), 0, 0);
    if (file.link.empty()) {
        archive_entry_set_filetype(entry.get(), AE_IFREG);
        archive_entry_set_perm(entry.get(), file.executable ? 0755 : 0644);
        archive_entry_set_size(entry.get(), static_cast<la_int64_t>(file.size_bytes));
    } else {
        archive_entry_set_filetype(entry.get(), AE_IFLNK);
        archive_entry_set_perm(entry.get(), 0777);
        archive_entry_set_symlink(entry.get(), file.link.c_str());
    }
    if (archive_write_header(tar, entry.get()) != ARCHIVE_OK)
        return unreadable(file.relative, archive_error_string(tar));
    return {};
}

Result<void> writeContent(archive* tar, const fs::path& path, const Packed& file,
                          const std::function<bool()>& stopped)
{
    std::ifstream input(path, std::ios::binary);
    std::vector<char> piece(1u << 20);
    std::uint64_t written = 0;
    while (written < file.size_bytes) {
        if (stopped())
            return fail(ErrorCode::Canceled, "The upload of the code was cancelled.");
        const auto wanted = std::min<std::uint64_t>(piece.size(), file.size_bytes - written);
        input.read(piece.data(), static_cast<std::streamsize>(wanted));
        if (static_cast<std::uint64_t>(input.gcount()) != wanted)
            return unreadable(path, "it was changed, or may not be read");
        if (archive_write_data(tar, piece.data(), wanted) < 0)
            return unreadable(path, archive_error_string(tar));
        written += wanted;
    }
    return {};
}

Result<void> writeTar(const fs::path& folder, const std::vector<Packed>& files, const fs::path& target,
                      const std::function<bool()>& stopped)
{
    const ArchivePtr tar(archive_write_new());
    archive_write_set_format_pax_restricted(tar.get());
    if (archive_write_open_filename(tar.get(), target.c_str()) != ARCHIVE_OK)
        return unreadable(target, archive_error_string(tar.get()));
    for (const Packed& file : files) {
        if (auto done = writeHeader(tar.get(), file); !done)
            return done;
        if (!file.link.empty())
            continue;
        if (auto done = writeContent(tar.get(), folder / file.relative, file, stopped); !done)
            return done;
    }
    if (archive_write_close(tar.get()) != ARCHIVE_OK)
        return unreadable(target, archive_error_string(tar.get()));
    return {};
}

}  // namespace

Result<CodeArchive> CodeArchive::pack(const fs::path& folder, const std::function<bool()>& stopped)
{
    const auto files = collect(folder);
    if (!files)
        return propagate(files);
    const auto temporary = makePrivateTemporary("slipway-code-");
    if (!temporary)
        return propagate(temporary);
    CodeArchive archive{*temporary};
    if (auto written = writeTar(folder, *files, archive.file_, stopped); !written)
        return propagate(written);
    std::error_code error;
    archive.size_bytes_ = fs::file_size(archive.file_, error);
    if (archive.size_bytes_ > max_code_bytes)
        return tooLarge(folder);
    auto digest = sha256File(archive.file_);
    if (!digest)
        return propagate(digest);
    archive.sha256_ = std::move(*digest);
    return archive;
}

CodeArchive::CodeArchive(CodeArchive&& other) noexcept
    : file_(std::exchange(other.file_, {})), sha256_(std::move(other.sha256_)), size_bytes_(other.size_bytes_)
{
}

CodeArchive::~CodeArchive()
{
    std::error_code error;
    if (!file_.empty())
        fs::remove(file_, error);
}

}  // namespace slipway
