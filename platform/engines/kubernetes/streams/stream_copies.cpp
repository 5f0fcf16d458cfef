// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/streams/stream_copies.h"

#include "core/file_descriptor.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace slipway {

namespace {

constexpr std::size_t longest_name = 1'024;
constexpr std::size_t longest_part = 255;
constexpr std::ptrdiff_t most_slashes = 7;

/// A relative path that stays below where it starts.
bool isStreamName(const std::string& name)
{
    if (name.empty() || name.size() > longest_name || name.find('\0') != std::string::npos ||
        std::count(name.begin(), name.end(), '/') > most_slashes)
        return false;
    for (std::size_t from = 0; from <= name.size();) {
        const std::size_t end = std::min(name.find('/', from), name.size());
        const std::string part = name.substr(from, end - from);
        if (part.empty() || part == "." || part == ".." || part.size() > longest_part)
            return false;
        from = end + 1;
    }
    return true;
}

tl::unexpected<Error> cannot(const char* what, const std::filesystem::path& file)
{
    const auto code = errno == ENOSPC ? ErrorCode::ResourceExhausted : ErrorCode::Unavailable;
    return fail(code,
                std::string("Cannot ") + what + " " + file.string() + ": " + std::strerror(errno) + ".");
}

Result<void> writeAll(int file, std::string_view bytes, const std::filesystem::path& name)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR)
            return cannot("write", name);
        bytes.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
    }
    return {};
}

}  // namespace

StreamOffsets StreamCopies::have() const
{
    StreamOffsets offsets;
    std::error_code error;
    for (auto entry = std::filesystem::recursive_directory_iterator(directory_, error);
         !error && entry != std::filesystem::recursive_directory_iterator(); entry.increment(error)) {
        std::error_code ignored;
        if (entry->is_regular_file(ignored))
            offsets[entry->path().lexically_relative(directory_).string()] = entry->file_size(ignored);
    }
    return offsets;
}

Result<void> StreamCopies::append(const std::string& stream, std::uint64_t offset_bytes,
                                  std::string_view bytes)
{
    if (!isStreamName(stream))
        return fail(ErrorCode::InvalidArgument, "\"" + stream + "\" is no name of a stream.");
    const std::filesystem::path file = directory_ / stream;
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    const FileDescriptor out(
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600));
    struct stat status {};
    if (!out || ::fstat(out.get(), &status) != 0)
        return cannot("open", file);
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (offset_bytes > size)
        return fail(ErrorCode::DataLoss, "Stream \"" + stream + "\" goes on at byte " +
                                             std::to_string(offset_bytes) + ", but only " +
                                             std::to_string(size) + " are here.");
    bytes.remove_prefix(std::min<std::uint64_t>(size - offset_bytes, bytes.size()));
    return writeAll(out.get(), bytes, file);
}

Result<void> StreamCopies::keep() const
{
    for (const auto& [stream, size] : have()) {
        const FileDescriptor file(::open((directory_ / stream).c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
        if (!file || ::fsync(file.get()) != 0)
            return cannot("keep", directory_ / stream);
    }
    return {};
}

}  // namespace slipway
