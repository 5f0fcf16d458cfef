// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/local/workspace.h"

#include "core/json.h"
#include "platform/engines/local/code_archive.h"
#include "runner/durable_file.h"

#include <nlohmann/json.hpp>

namespace slipway {

namespace {

// A branch is taken as the server has it now; commits and tags are found by name.
constexpr const char* fetch_code = R"(set -e
echo "Fetching $1 ${2:+at $2}"
git clone -q -- "$1" .
if [ -n "$2" ]; then
    git checkout -q --detach "origin/$2" -- 2>/dev/null || git checkout -q --detach "$2" --
fi
git --no-pager log -1 --format='At commit %H: %s'
[ -e outputs ] || ln -s "$SLIPWAY_OUTPUTS" outputs
)";

tl::unexpected<Error> cannotMake(const std::filesystem::path& path, const std::error_code& error)
{
    const bool full = error == std::errc::no_space_on_device;
    return fail(full ? ErrorCode::ResourceExhausted : ErrorCode::Unavailable,
                "Cannot make " + path.string() + ": " + error.message() + ".");
}

Result<void> makeDirectory(const std::filesystem::path& path)
{
    std::error_code error;
    std::filesystem::create_directories(path, error);
    return error ? cannotMake(path, error) : Result<void>();
}

Result<void> link(const std::filesystem::path& target, const std::filesystem::path& name)
{
    std::error_code error;
    std::filesystem::create_symlink(target, name, error);
    return error ? cannotMake(name, error) : Result<void>();
}

}  // namespace

Workspace::Workspace(const DataLayout& layout, const TaskStart& start)
    : layout_(layout), start_(start), attempt_(layout.attempt(start.task, start.attempt))
{
}

Result<void> Workspace::create() const
{
    for (const auto& directory : {work(), home(), datasets(), events(), outputs()}) {
        if (const auto made = makeDirectory(directory); !made) {
            return made;
        }
    }
    std::error_code error;
    std::filesystem::permissions(attempt_.path(), std::filesystem::perms::owner_all, error);
    return replaceFile(attempt_.log(), "", Durability::Crash)
        .and_then([this] { return replaceFile(params(), dumpJson(Json(start_.params)), Durability::Crash); })
        .and_then([this] { return linkDatasets(); })
        .and_then([this] { return placeCode(); });
}

Result<void> Workspace::linkDatasets() const
{
    for (const DatasetMount& mount : start_.datasets) {
        // A dataset without files has no directory yet.
        const std::filesystem::path files = layout_.dataset(mount);
        const auto linked =
            makeDirectory(files).and_then([&] { return link(files, datasets() / mount.name); });
        if (!linked) {
            return linked;
        }
    }
    return {};
}

Result<void> Workspace::placeCode() const
{
    if (!start_.code.git_url.empty()) {
        return {};
    }
    if (!start_.code.folder_sha256.empty()) {
        const auto unpacked = unpackCode(layout_.code(start_.project, start_.code.folder_sha256), work());
        if (!unpacked) {
            return unpacked;
        }
    }
    const std::filesystem::path shortcut = work() / "outputs";
    return std::filesystem::exists(std::filesystem::symlink_status(shortcut)) ? Result<void>()
                                                                              : link(outputs(), shortcut);
}

std::optional<TaskStage> Workspace::fetchStage() const
{
    if (start_.code.git_url.empty()) {
        return std::nullopt;
    }
    return TaskStage{
        "fetch-code",
        {"/bin/sh", "-c", fetch_code, "fetch-code", start_.code.git_url, start_.code.git_revision},
        false};
}

}  // namespace slipway
