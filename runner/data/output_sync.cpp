// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/data/output_sync.h"

#include <sys/stat.h>

#include <algorithm>

namespace slipway {

namespace {

constexpr std::chrono::milliseconds rest{2'000};
/// A second more for every so many bytes: large files are stored seldom.
constexpr std::uint64_t bytes_per_second_of_rest = 16u << 20;

std::chrono::milliseconds restOf(std::uint64_t size_bytes)
{
    return rest + std::chrono::seconds(std::min<std::uint64_t>(size_bytes / bytes_per_second_of_rest, 300));
}

}  // namespace

OutputSync::OutputSync(TaskBucket bucket, std::string prefix, std::filesystem::path directory)
    : bucket_(std::move(bucket)), prefix_(std::move(prefix)), directory_(std::move(directory))
{
}

Result<void> OutputSync::pass()
{
    return store(Which::StoodStill);
}

Result<void> OutputSync::finish()
{
    return store(Which::All);
}

Result<void> OutputSync::store(Which which)
{
    Result<void> result;
    std::error_code error;
    const auto options = std::filesystem::directory_options::skip_permission_denied;
    for (auto entry = std::filesystem::recursive_directory_iterator(directory_, options, error);
         !error && entry != std::filesystem::recursive_directory_iterator(); entry.increment(error)) {
        struct stat status {};
        if (::lstat(entry->path().c_str(), &status) != 0 || !S_ISREG(status.st_mode))
            continue;
        const std::string name = entry->path().lexically_relative(directory_).string();
        const Look look{static_cast<std::uint64_t>(status.st_size),
                        status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec};
        Known& known = files_.try_emplace(name, Known{look, Clock::now(), {}}).first->second;
        if (known.seen != look)
            known = {look, Clock::now(), known.stored};
        const bool due = which == Which::All || Clock::now() - known.since >= restOf(look.size_bytes);
        if (known.stored == look || !due)
            continue;
        const auto stored = bucket_.store(entry->path(), prefix_ + name);
        if (stored)
            known.stored = look;
        else if (stored.error().code != ErrorCode::Canceled)
            result = stored;
    }
    return result;
}

}  // namespace slipway
