// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/store/store_file.h"

#include "core/file_descriptor.h"
#include "platform/store/database.h"
#include "platform/store/rows.h"
#include "platform/store/schema.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace slipway {

namespace {

/// Its name and its place in the directory are as durable as its content afterwards.
Result<void> makeDurable(const std::filesystem::path& file)
{
    for (const auto& path : {file, file.parent_path()}) {
        const FileDescriptor open(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        if (!open || ::fsync(open.get()) != 0)
            return fail(ErrorCode::Unavailable,
                        path.string() + " could not be written to disk: " + std::strerror(errno) + ".");
    }
    return {};
}

}  // namespace

Result<void> checkSound(Database& database, const std::filesystem::path& file)
{
    Query query(database, "PRAGMA quick_check(1)");
    const std::string found = query.next() ? query.text(0) : std::string("it cannot be read");
    const auto read = query.finish();
    if (read && found == "ok")
        return {};
    return fail(
        ErrorCode::DataLoss,
        "The database " + file.string() + " is damaged (" + (read ? found : read.error().message) +
            "). Stop slipwayd, keep a copy of the file, and restore a backup: slipwayd restore --data "
            "DIRECTORY BACKUP.",
        "damaged-database");
}

Result<void> copyDatabase(const std::filesystem::path& file, const std::filesystem::path& target)
{
    if (!std::filesystem::exists(file))
        return fail(ErrorCode::NotFound, "There is no database " + file.string() + ".");
    const FileDescriptor made(::open(target.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!made)
        return fail(errno == EEXIST ? ErrorCode::AlreadyExists : ErrorCode::Unavailable,
                    target.string() + " could not be made: " + std::strerror(errno) + ".");
    const auto database = Database::open(file, Database::Access::Write);
    if (!database)
        return propagate(database);
    Query copy(**database, "VACUUM INTO ?");  // Takes an empty file for a new one.
    if (auto copied = copy.bind(target.string()).finish(); !copied)
        return copied;
    return makeDurable(target);
}

Result<void> checkDatabaseFile(const std::filesystem::path& file)
{
    if (!std::filesystem::exists(file))
        return fail(ErrorCode::NotFound, "There is no database " + file.string() + ".");
    const auto database = Database::open(file, Database::Access::Read);
    if (!database)
        return propagate(database);
    return checkSchema(**database).and_then([&] { return checkSound(**database, file); });
}

Result<std::optional<std::string>> readRecord(const std::filesystem::path& file, const std::string& space,
                                              const std::string& key)
{
    const auto database = Database::open(file, Database::Access::Read);
    if (!database)
        return propagate(database);
    return findRecord(**database, space, key);
}

}  // namespace slipway
