// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayd/doctor/data_findings.h"

#include "app/slipwayd/master_key.h"
#include "core/bytes.h"
#include "core/file_descriptor.h"
#include "platform/store/audit_chain.h"
#include "platform/store/store_file.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace slipway {

namespace {

namespace fs = std::filesystem;
using Grade = Finding::Grade;

constexpr std::uint64_t scarce_bytes = 5ull << 30;
constexpr std::uint64_t little_bytes = 200ull << 20;

// Source: linux/magic.h and the file systems' own headers.
constexpr long nfs_magic = 0x6969;
constexpr long smb2_magic = 0xFE534D42;
constexpr long cifs_magic = 0xFF534D42;
constexpr long fuse_magic = 0x65735546;

Finding examineDirectory(const fs::path& directory)
{
    struct stat status {};
    if (::stat(directory.c_str(), &status) != 0)
        return {errno == ENOENT ? Grade::Notable : Grade::Wrong, "data directory",
                fmt::format("{} cannot be seen: {}.", directory.string(), std::strerror(errno)),
                "Start slipwayd once, which makes it, or name the directory that it uses with --data."};
    if (!S_ISDIR(status.st_mode))
        return {Grade::Wrong, "data directory", fmt::format("{} is no directory.", directory.string()),
                "Name the directory that slipwayd uses with --data."};
    if (status.st_uid != ::geteuid())
        return {Grade::Wrong, "data directory",
                fmt::format("{} belongs to user {}, and you are {}.", directory.string(), status.st_uid,
                            ::geteuid()),
                "Run this, and slipwayd, as the user that owns it."};
    if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0)
        return {Grade::Wrong, "data directory", fmt::format("Others may write to {}.", directory.string()),
                fmt::format("chmod go-w '{}'", directory.string())};
    return {Grade::Well, "data directory", fmt::format("{} is ours.", directory.string()), {}};
}

Finding examineDisk(const fs::path& directory)
{
    std::error_code error;
    const fs::space_info space = fs::space(directory, error);
    struct statfs system {};
    if (error || ::statfs(directory.c_str(), &system) != 0)
        return {Grade::Wrong, "disk", "The disk of the data directory cannot be asked.",
                "Look whether it is mounted."};
    const auto kind = static_cast<long>(system.f_type);
    if (kind == nfs_magic || kind == smb2_magic || kind == cifs_magic || kind == fuse_magic)
        return {Grade::Wrong, "disk",
                "The data directory lies on a network file system, where the database is not safe.",
                "Move the data directory to a disk of this machine."};
    const std::string free = Bytes(space.available).text();
    if (space.available < little_bytes)
        return {Grade::Wrong, "disk", fmt::format("Only {} are left; nothing new can be created.", free),
                "Free some space: delete jobs and datasets that nobody needs, or enlarge the disk."};
    if (space.available < scarce_bytes)
        return {Grade::Notable, "disk", fmt::format("{} are left.", free),
                "Free some space, or enlarge the disk."};
    if (system.f_files > 0 && system.f_ffree < 10'000)
        return {Grade::Wrong, "disk", fmt::format("Only {} more files fit on it.", system.f_ffree),
                "Delete what nobody needs: each object and each environment's file takes one."};
    return {Grade::Well, "disk", fmt::format("{} are left.", free), {}};
}

bool isRunning(const fs::path& directory)
{
    const FileDescriptor lock(::open((directory / "slipwayd.lock").c_str(), O_RDONLY | O_CLOEXEC));
    return lock && ::flock(lock.get(), LOCK_SH | LOCK_NB) != 0;
}

Finding examineServer(const fs::path& directory)
{
    return isRunning(directory)
               ? Finding{Grade::Well, "server", "A slipwayd runs on this data directory.", {}}
               : Finding{Grade::Notable, "server", "No slipwayd runs on this data directory.",
                         "Start it, or `systemctl start slipwayd` where it is a service."};
}

Finding examineKey(const fs::path& directory, const SecretBox& secrets)
{
    const Result<bool> fit = fits(directory / "slipway.db", secrets);
    if (!fit)
        return {Grade::Wrong, "master key", fit.error().message, "Restore the database from a backup."};
    if (!*fit)
        return {Grade::Wrong, "master key", "It is not the one that the database was written with.",
                "Put the key back that belongs to the database; a backup holds both."};
    return {Grade::Well, "master key", "It belongs to the database.", {}};
}

Finding examineDatabase(const fs::path& directory)
{
    if (const Result<void> sound = checkDatabaseFile(directory / "slipway.db"); !sound)
        return {Grade::Wrong, "database", sound.error().message,
                "Stop slipwayd and `slipwayd restore` the newest backup; keep the damaged files for a look."};
    return {Grade::Well, "database", "All its pages and indexes fit together.", {}};
}

Finding examineAudit(const fs::path& directory, const SecretBox& secrets)
{
    const auto check = checkAudit(directory / "slipway.db", storeOptions(secrets).audit_key);
    if (!check)
        return {Grade::Wrong, "audit trail", check.error().message, "See the finding on the database."};
    if (check->broken_at)
        return {Grade::Wrong, "audit trail", check->problem,
                "Somebody changed the database by hand: compare it with a backup, and ask who had access."};
    return {Grade::Well,
            "audit trail",
            fmt::format("All {} entries are as they were written.", check->entries),
            {}};
}

}  // namespace

std::vector<Finding> examineData(const Settings& settings)
{
    const fs::path directory = fs::absolute(settings.data_directory).lexically_normal();
    std::vector<Finding> findings{examineDirectory(directory)};
    if (findings.front().grade != Grade::Well)
        return findings;
    findings.push_back(examineDisk(directory));
    findings.push_back(examineServer(directory));
    std::error_code error;
    if (!fs::exists(directory / "slipway.db", error)) {
        findings.push_back(
            {Grade::Notable, "database", "There is none yet.", "Start slipwayd, which makes it."});
        return findings;
    }
    findings.push_back(examineDatabase(directory));
    const auto secrets = SecretBox::open(directory / "master.key", SecretBox::WhenAbsent::Fail);
    if (!secrets) {
        const bool absent = !fs::exists(directory / "master.key", error);
        findings.push_back(
            {Grade::Wrong, "master key", secrets.error().message,
             absent ? "Put back the key that belongs to the database; a backup holds both." : ""});
        return findings;
    }
    findings.push_back(examineKey(directory, *secrets));
    findings.push_back(examineAudit(directory, *secrets));
    return findings;
}

}  // namespace slipway
