// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/local/code_archive.h"

#include <archive.h>
#include <archive_entry.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <string>

namespace slipway {

namespace {

constexpr std::size_t block_bytes = 256u << 10;
constexpr la_int64_t max_unpacked_bytes = la_int64_t{64} << 30;

using Reader = std::unique_ptr<archive, int (*)(archive*)>;

tl::unexpected<Error> refuse(const std::string& name, const std::string& why)
{
    return fail(ErrorCode::InvalidArgument, "The code archive holds \"" + name + "\", which " + why +
                                                ". Upload the folder again without it.");
}

/// Whether a relative path, with its "..", stays where it starts; `depth` is how deep that is.
bool staysInside(const std::filesystem::path& path, int depth)
{
    if (path.is_absolute()) {
        return false;
    }
    for (const std::filesystem::path& part : path) {
        if (part == "..") {
            --depth;
        } else if (!part.empty() && part != ".") {
            ++depth;
        }
        if (depth < 0) {
            return false;
        }
    }
    return true;
}

bool hasParentStep(const std::filesystem::path& path)
{
    for (const std::filesystem::path& part : path) {
        if (part == "..") {
            return true;
        }
    }
    return false;
}

int depthOf(const std::filesystem::path& path)
{
    int depth = -1;
    for (const std::filesystem::path& part : path) {
        depth += part.empty() || part == "." ? 0 : 1;
    }
    return depth;
}

Result<void> check(archive_entry* entry)
{
    const char* raw = archive_entry_pathname(entry);
    const std::string name = raw == nullptr ? "" : raw;
    if (name.empty() || std::filesystem::path(name).is_absolute() || hasParentStep(name)) {
        return refuse(name, "leads out of the working directory");
    }
    if (const char* hard = archive_entry_hardlink(entry)) {
        if (std::filesystem::path(hard).is_absolute() || hasParentStep(hard)) {
            return refuse(name, "links to a file outside the working directory");
        }
        return {};
    }
    switch (archive_entry_filetype(entry)) {
    case AE_IFREG:
    case AE_IFDIR:
        return {};
    case AE_IFLNK: {
        const char* target = archive_entry_symlink(entry);
        const bool inside = target != nullptr && staysInside(target, depthOf(name));
        return inside ? Result<void>() : refuse(name, "links to a place outside the working directory");
    }
    default:
        return refuse(name, "is no file, folder or link");
    }
}

/// Names under `directory` what the archive names relative to nothing.
void relocate(archive_entry* entry, const std::filesystem::path& directory)
{
    archive_entry_set_pathname(entry, (directory / archive_entry_pathname(entry)).c_str());
    if (const char* hard = archive_entry_hardlink(entry)) {
        archive_entry_set_hardlink(entry, (directory / hard).c_str());
    }
}

Result<void> copyContent(archive* from, archive* to, la_int64_t& unpacked_bytes)
{
    const void* block = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    int status = ARCHIVE_OK;
    while ((status = archive_read_data_block(from, &block, &size, &offset)) == ARCHIVE_OK) {
        unpacked_bytes += static_cast<la_int64_t>(size);
        if (unpacked_bytes > max_unpacked_bytes) {
            return fail(ErrorCode::TooLarge,
                        "The code archive unpacks to more than 64 GiB. Keep data in datasets.");
        }
        if (archive_write_data_block(to, block, size, offset) < ARCHIVE_OK) {
            return fail(ErrorCode::Unavailable,
                        std::string("The code cannot be unpacked: ") + archive_error_string(to) + ".");
        }
    }
    return status == ARCHIVE_EOF
               ? Result<void>()
               : fail(ErrorCode::DataLoss, "The code archive is damaged. Upload the folder again.");
}

}  // namespace

Result<void> unpackCode(const std::filesystem::path& file, const std::filesystem::path& directory)
{
    const Reader reader(archive_read_new(), &archive_read_free);
    archive_read_support_format_tar(reader.get());
    archive_read_support_format_empty(reader.get());
    archive_read_support_filter_all(reader.get());
    const Reader writer(archive_write_disk_new(), &archive_write_free);
    // Names are checked before they are made absolute; links are checked here, on the way down every path.
    archive_write_disk_set_options(writer.get(), ARCHIVE_EXTRACT_SECURE_SYMLINKS |
                                                     ARCHIVE_EXTRACT_SECURE_NODOTDOT | ARCHIVE_EXTRACT_TIME |
                                                     ARCHIVE_EXTRACT_UNLINK);
    if (archive_read_open_filename(reader.get(), file.c_str(), block_bytes) != ARCHIVE_OK) {
        return fail(ErrorCode::NotFound, "The uploaded code is not there any more. Submit the folder again.");
    }
    // The writer follows no link, which must not be held against links above the directory itself.
    const std::filesystem::path root = std::filesystem::weakly_canonical(directory);
    la_int64_t unpacked_bytes = 0;
    for (;;) {
        archive_entry* entry = nullptr;
        const int status = archive_read_next_header(reader.get(), &entry);
        if (status == ARCHIVE_EOF) {
            return {};
        }
        if (status < ARCHIVE_WARN) {
            return fail(ErrorCode::DataLoss, "The code archive is damaged. Upload the folder again.");
        }
        if (const auto checked = check(entry); !checked) {
            return checked;
        }
        relocate(entry, root);
        if (archive_write_header(writer.get(), entry) < ARCHIVE_WARN) {
            return fail(ErrorCode::InvalidArgument, std::string("The code cannot be unpacked: ") +
                                                        archive_error_string(writer.get()) + ".");
        }
        if (const auto copied = copyContent(reader.get(), writer.get(), unpacked_bytes); !copied) {
            return copied;
        }
    }
}

}  // namespace slipway
