// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/private_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace slipway {
namespace {

tl::unexpected<Error> cannotWrite(const std::filesystem::path& path)
{
    return fail(ErrorCode::Unavailable,
                fmt::format("{} cannot be written: {}.", path.string(), std::strerror(errno)));
}

bool writeAll(int descriptor, std::string_view content)
{
    while (!content.empty()) {
        const ssize_t written = ::write(descriptor, content.data(), content.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

}  // namespace

Result<void> makePrivateDirectory(const std::filesystem::path& directory)
{
    if (directory.empty())
        return {};  // The one that we are in.
    std::error_code error;
    std::filesystem::create_directories(directory.parent_path(), error);
    if (::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST)
        return cannotWrite(directory);
    return {};
}

Result<void> writePrivateFile(const std::filesystem::path& file, std::string_view content)
{
    if (auto made = makePrivateDirectory(file.parent_path()); !made)
        return made;
    std::string beside = file.string() + ".XXXXXX";
    const int descriptor = ::mkostemp(beside.data(), O_CLOEXEC);
    if (descriptor < 0)
        return cannotWrite(file);
    const bool written = writeAll(descriptor, content) && ::fsync(descriptor) == 0;
    if (::close(descriptor) == 0 && written && ::rename(beside.c_str(), file.c_str()) == 0)
        return {};
    const auto failed = cannotWrite(file);
    ::unlink(beside.c_str());
    return failed;
}

Result<std::filesystem::path> makePrivateTemporary(std::string_view prefix)
{
    std::error_code error;
    std::string name = (std::filesystem::temp_directory_path(error) / prefix).string() + "XXXXXX";
    const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor < 0)
        return cannotWrite(name);
    ::close(descriptor);
    return std::filesystem::path(name);
}

}  // namespace slipway
