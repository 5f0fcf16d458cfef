// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/data/ondemand/lay_out.h"

#include "core/file_descriptor.h"
#include "runner/data/ondemand/file_table.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <set>

namespace slipway {

namespace {

constexpr mode_t file_mode = 0444;
/// Other users could not be asked what they open, so they find nothing to open.
constexpr mode_t directory_mode = 0500;
constexpr mode_t while_laid_out = 0700;

tl::unexpected<Error> cannotMake(const std::string& place)
{
    return fail(errno == ENOSPC || errno == EDQUOT ? ErrorCode::ResourceExhausted : ErrorCode::Unavailable,
                "The dataset's file " + place + " cannot be made: " + std::strerror(errno) + ".");
}

timespec toTimespec(Timestamp time)
{
    const auto since = time.time_since_epoch();
    const auto seconds = std::chrono::floor<std::chrono::seconds>(since);
    return {static_cast<time_t>(seconds.count()),
            static_cast<long>(std::chrono::nanoseconds(since - seconds).count())};
}

/// A dataset's directory while it is filled.
class Layout {
public:
    explicit Layout(const std::filesystem::path& datasets)
        : datasets_(::open(datasets.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    {
    }

    bool makeDirectory(const std::filesystem::path& place)
    {
        if (place.empty() || !made_.insert(place.string()).second)
            return true;
        return makeDirectory(place.parent_path()) &&
               (::mkdirat(datasets_.get(), place.c_str(), while_laid_out) == 0 || errno == EEXIST);
    }

    /// Its inode; 0 when it cannot be made.
    std::uint64_t makeFile(const std::string& place, const s3::ObjectEntry& object) const
    {
        struct stat status {};
        const FileDescriptor file(
            ::openat(datasets_.get(), place.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, file_mode));
        if (!file || ::ftruncate(file.get(), static_cast<off_t>(object.size_bytes)) != 0)
            return 0;
        if (object.modified) {
            const timespec modified = toTimespec(*object.modified);
            const std::array<timespec, 2> times{modified, modified};
            ::futimens(file.get(), times.data());
        }
        return ::fstat(file.get(), &status) == 0 ? status.st_ino : 0;
    }

    /// For reading alone from now on.
    bool close() const
    {
        return std::all_of(made_.begin(), made_.end(), [this](const std::string& place) {
            return ::fchmodat(datasets_.get(), place.c_str(), directory_mode, 0) == 0;
        });
    }

private:
    FileDescriptor datasets_;
    std::set<std::string> made_;
};

}  // namespace

Result<std::filesystem::path> placeOf(const std::string& key, const std::string& prefix)
{
    const std::filesystem::path place = std::filesystem::path(key.substr(prefix.size())).lexically_normal();
    const bool odd = place.empty() || place.is_absolute() || place.filename().empty();
    if (odd || place.begin()->string() == ".." || key.find('\0') != std::string::npos)
        return fail(ErrorCode::InvalidArgument, "The object " + key + " cannot be a file.");
    return place;
}

Result<void> layOut(const std::vector<s3::ObjectEntry>& objects, const DataPlan::Dataset& dataset,
                    const std::filesystem::path& datasets, std::string& table)
{
    Layout layout(datasets);
    if (!layout.makeDirectory(dataset.name))
        return cannotMake(dataset.name);
    for (const s3::ObjectEntry& object : objects) {
        if (object.key.ends_with('/'))
            continue;
        const auto below = placeOf(object.key, dataset.prefix);
        if (!below)
            return propagate(below);
        const std::filesystem::path place = dataset.name / *below;
        const std::uint64_t inode =
            layout.makeDirectory(place.parent_path()) ? layout.makeFile(place.string(), object) : 0;
        if (inode == 0)
            return cannotMake(place.string());
        FileTable::append({inode, object.size_bytes, object.etag, place.native(), object.key}, table);
    }
    if (!layout.close())
        return cannotMake(dataset.name);
    return {};
}

}  // namespace slipway
