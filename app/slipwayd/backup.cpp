// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayd/backup.h"

#include "app/slipwayd/data_directory.h"
#include "app/slipwayd/master_key.h"
#include "client/private_file.h"
#include "core/hash.h"
#include "core/json.h"
#include "core/time.h"
#include "platform/store/store_file.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <vector>

namespace slipway {

namespace fs = std::filesystem;

namespace {

constexpr const char* database = "slipway.db";
constexpr const char* manifest = "backup.json";
/// Small files without which the database is of no use.
constexpr std::array companions{"master.key", "admin.secret", "task-users.json"};

tl::unexpected<Error> damaged(const fs::path& backup, const std::string& why)
{
    return fail(ErrorCode::DataLoss,
                fmt::format("{} is no whole backup: {}. Nothing was changed; choose another one.",
                            backup.string(), why),
                "damaged-backup");
}

Result<std::string> contentOf(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(in), {}};
    if (!in)
        return fail(ErrorCode::Unavailable, fmt::format("{} cannot be read.", file.string()));
    return content;
}

Result<void> copyPrivately(const fs::path& from, const fs::path& to)
{
    return contentOf(from).and_then(
        [&](const std::string& content) { return writePrivateFile(to, content); });
}

Result<Json> digestsOf(const fs::path& directory)
{
    Json digests = Json::object();
    for (const auto& entry : fs::directory_iterator(directory)) {
        const auto digest = sha256File(entry.path());
        if (!digest)
            return propagate(digest);
        digests[entry.path().filename().string()] = *digest;
    }
    return digests;
}

/// The files of a backup, every one of them as it was written.
Result<std::vector<std::string>> checkedFiles(const fs::path& backup)
{
    const auto text = contentOf(backup / manifest);
    const auto json = text ? parseJson(*text) : Result<Json>(propagate(text));
    if (!json || !json->is_object() || !json->contains("files") || !(*json)["files"].is_object())
        return damaged(backup, fmt::format("its {} is missing or cannot be read", manifest));
    std::vector<std::string> files;
    for (const auto& [name, digest] : (*json)["files"].items()) {
        const bool known =
            name == database || std::find(companions.begin(), companions.end(), name) != companions.end();
        const auto found = sha256File(backup / name);
        if (!known || !found || !digest.is_string() || *found != digest.get<std::string>())
            return damaged(backup, fmt::format("{} is missing or was changed", name));
        files.push_back(name);
    }
    for (const char* needed : {database, "master.key"}) {
        if (std::find(files.begin(), files.end(), needed) == files.end())
            return damaged(backup, fmt::format("it has no {}", needed));
    }
    return files;
}

Result<void> checkKeyFits(const fs::path& directory)
{
    const auto secrets = SecretBox::open(directory / "master.key", SecretBox::WhenAbsent::Fail);
    const auto fitting = secrets ? fits(directory / database, *secrets) : Result<bool>(propagate(secrets));
    if (!fitting)
        return propagate(fitting);
    return *fitting ? Result<void>()
                    : damaged(directory, "its master key is not the one that the database was written with");
}

/// Where the files are now that a restore replaces; nothing when there were none.
Result<fs::path> moveAside(const fs::path& directory)
{
    std::string time = formatTimestamp(now());
    std::erase_if(time, [](char letter) { return letter == ':' || letter == '-'; });
    const fs::path aside = directory / ("replaced-" + time);
    bool moved = false;
    std::vector<std::string> names{database, std::string(database) + "-wal", std::string(database) + "-shm"};
    names.insert(names.end(), companions.begin(), companions.end());
    for (const std::string& name : names) {
        if (!fs::exists(directory / name))
            continue;
        if (auto made = makePrivateDirectory(aside); !made)
            return propagate(made);
        std::error_code error;
        fs::rename(directory / name, aside / name, error);
        if (error)
            return fail(ErrorCode::Unavailable, fmt::format("{} could not be moved aside: {}.",
                                                            (directory / name).string(), error.message()));
        moved = true;
    }
    return moved ? aside : fs::path();
}

}  // namespace

Result<void> backUp(const fs::path& directory, const fs::path& target)
{
    std::error_code error;
    if (fs::exists(target, error))
        return fail(ErrorCode::AlreadyExists,
                    fmt::format("{} exists already. Name a directory that does not.", target.string()));
    if (!fs::exists(directory / database, error))
        return fail(ErrorCode::NotFound, fmt::format("There is no platform in {}.", directory.string()));
    if (auto made = makePrivateDirectory(fs::absolute(target)); !made)
        return made;
    if (auto copied = copyDatabase(directory / database, target / database); !copied)
        return copied;
    for (const char* name : companions) {
        if (!fs::exists(directory / name, error))
            continue;
        if (auto copied = copyPrivately(directory / name, target / name); !copied)
            return copied;
    }
    if (auto sound = checkDatabaseFile(target / database).and_then([&] { return checkKeyFits(target); });
        !sound)
        return sound;
    const auto digests = digestsOf(target);
    if (!digests)
        return propagate(digests);
    const Json description{
        {"created", formatTimestamp(now())}, {"version", SLIPWAY_VERSION}, {"files", *digests}};
    return writePrivateFile(target / manifest, dumpJson(description) + "\n");
}

Result<fs::path> restore(const fs::path& directory, const fs::path& backup)
{
    const auto files = checkedFiles(backup);
    if (!files)
        return propagate(files);
    if (auto sound = checkDatabaseFile(backup / database).and_then([&] { return checkKeyFits(backup); });
        !sound)
        return propagate(sound);
    const auto held = DataDirectory::open(directory);
    if (!held)
        return propagate(held);
    const auto aside = moveAside(held->path());
    if (!aside)
        return aside;
    // The database comes last: without it there is no platform yet.
    for (const bool last : {false, true}) {
        for (const std::string& name : *files) {
            if ((name == database) != last)
                continue;
            if (auto copied = copyPrivately(backup / name, *held / name); !copied)
                return propagate(copied);
        }
    }
    return aside;
}

}  // namespace slipway
