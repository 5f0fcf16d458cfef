// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/streams/stream_catalog.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace slipway {

namespace {

constexpr std::size_t max_streams = 10'000;
constexpr int max_depth = 8;

std::vector<std::string> partsOf(std::string_view name)
{
    std::vector<std::string> parts;
    for (;;) {
        const std::size_t slash = name.find('/');
        parts.emplace_back(name.substr(0, slash));
        if (slash == std::string_view::npos) {
            return parts;
        }
        name.remove_prefix(slash + 1);
    }
}

bool harmless(const std::vector<std::string>& parts)
{
    return std::all_of(parts.begin(), parts.end(), [](const std::string& part) {
        return !part.empty() && part != "." && part != ".." && part.find('\0') == std::string::npos;
    });
}

/// Goes down one directory at a time and follows no link on the way.
FileDescriptor openBelow(const std::filesystem::path& directory, const std::vector<std::string>& parts)
{
    FileDescriptor place(::open(directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    for (std::size_t i = 0; place && i + 1 < parts.size(); ++i) {
        place = FileDescriptor(
            ::openat(place.get(), parts[i].c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    }
    // Without O_NONBLOCK a pipe of that name would hold the caller until somebody writes.
    return place ? FileDescriptor(::openat(place.get(), parts.back().c_str(),
                                           O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC))
                 : FileDescriptor();
}

}  // namespace

StreamCatalog::StreamCatalog(std::filesystem::path streams_directory)
    : directory_(std::move(streams_directory))
{
    if (!directory_.has_filename()) {
        directory_ = directory_.parent_path();
    }
}

bool StreamCatalog::complete() const
{
    std::error_code error;
    return std::filesystem::exists(exitFile(), error);
}

std::vector<StreamInfo> StreamCatalog::list() const
{
    const bool ended = complete();
    std::vector<StreamInfo> found;
    std::error_code error;
    for (auto entry = std::filesystem::recursive_directory_iterator(directory_, error);
         !error && entry != std::filesystem::recursive_directory_iterator() && found.size() < max_streams;
         entry.increment(error)) {
        std::error_code ignored;
        if (entry.depth() >= max_depth) {
            entry.disable_recursion_pending();
        }
        if (!entry->is_symlink(ignored) && entry->is_regular_file(ignored)) {
            const std::string name = entry->path().lexically_relative(directory_).string();
            found.push_back({name, static_cast<std::uint64_t>(entry->file_size(ignored)), ended});
        }
    }
    std::sort(found.begin(), found.end(),
              [](const StreamInfo& a, const StreamInfo& b) { return a.name < b.name; });
    return found;
}

Result<OpenStream> StreamCatalog::open(const std::string& name) const
{
    const std::vector<std::string> parts = partsOf(name);
    FileDescriptor file = harmless(parts) ? openBelow(directory_, parts) : FileDescriptor();
    struct stat status {};
    if (!file || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
        return fail(ErrorCode::NotFound,
                    "There is no stream \"" + name + "\". List the streams to see which exist.");
    }
    return OpenStream{std::move(file), static_cast<std::uint64_t>(status.st_size)};
}

}  // namespace slipway
