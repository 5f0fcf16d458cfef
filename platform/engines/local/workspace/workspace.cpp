// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/local/workspace/workspace.h"

#include "core/json.h"
#include "runner/records/durable_file.h"
#include "runner/stages/git_stage.h"

#include <nlohmann/json.hpp>

#include <sys/stat.h>

namespace slipway {

namespace {

// The digest is also the archive's name. It is unpacked by the task itself, as its user, so that an archive
// can do no more than the task, and that one of many gigabytes holds up nobody else.
constexpr const char* unpack_code = R"(set -e
if ! echo "$2  $1" | sha256sum --check --status; then
    echo "The uploaded code is not what its SHA-256 says. Submit the folder again."
    exit 1
fi
tar --extract --file "$1" --no-same-owner --no-same-permissions --touch
[ -e outputs ] || [ -L outputs ] || ln -s "$SLIPWAY_OUTPUTS" outputs
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

Result<void> Workspace::create(const std::optional<TaskUser>& user) const
{
    for (const auto& directory :
         {work(), home(), datasets(), events(), outputs(), layout_.bucket(start_.project)}) {
        if (const auto made = makeDirectory(directory); !made) {
            return made;
        }
    }
    std::error_code error;
    std::filesystem::permissions(attempt_.path(), std::filesystem::perms::owner_all, error);
    return replaceFile(attempt_.log(), "", Durability::Crash)
        .and_then([this] { return replaceFile(params(), dumpJson(Json(start_.params)), Durability::Crash); })
        .and_then([&] { return writeCredentials(user); })
        .and_then([this] { return linkDatasets(); })
        .and_then([this] { return linkVolumes(); })
        .and_then([&] { return makeScratch(user); })
        .and_then([this] { return checkCode(); })
        .and_then([&] { return openTo(user); });
}

Result<void> Workspace::writeCredentials(const std::optional<TaskUser>& user) const
{
    if (!start_.credentials) {
        return {};
    }
    const std::string text = "[default]\naws_access_key_id = " + start_.credentials->access_key +
                             "\naws_secret_access_key = " + start_.credentials->secret_key + "\n";
    return replaceFile(credentials(), text, Durability::Crash).and_then([&] {
        return giveTo(user, credentials(), S_IRUSR);
    });
}

Result<void> Workspace::openTo(const std::optional<TaskUser>& user) const
{
    // Descriptors of the log are opened again by programs that write to /dev/stderr.
    Result<void> opened = giveTo(user, attempt_.log(), S_IRUSR | S_IWUSR).and_then([&] {
        return giveTo(user, params(), S_IRUSR | S_IWUSR);
    });
    for (const auto& directory : {work(), home(), events(), outputs()}) {
        opened = opened.and_then([&] { return giveTo(user, directory, S_IRWXU); });
    }
    return opened.and_then([&] { return letPass(user, attempt_.path()); }).and_then([&] {
        return letPass(user, layout_.bucket(start_.project));
    });
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

Result<void> Workspace::linkVolumes() const
{
    if (start_.volumes.empty()) {
        return {};
    }
    Result<void> linked = makeDirectory(volumes());
    for (const VolumeMount& mount : start_.volumes) {
        linked = linked.and_then(
            [&] { return link(layout_.volumeFiles(mount.volume.id), volumes() / mount.volume.name); });
    }
    return linked;
}

Result<void> Workspace::makeScratch(const std::optional<TaskUser>& user) const
{
    if (start_.scratch.count() == 0) {
        return {};
    }
    return makeDirectory(scratch()).and_then([&] { return giveTo(user, scratch(), S_IRWXU); });
}

Result<void> Workspace::checkCode() const
{
    if (start_.code.git_url.empty() && start_.code.folder_sha256.empty()) {
        return link(outputs(), work() / "outputs");
    }
    const bool uploaded = start_.code.git_url.empty();
    std::error_code error;
    if (uploaded &&
        !std::filesystem::exists(layout_.code(start_.project, start_.code.folder_sha256), error)) {
        return fail(ErrorCode::NotFound, "The uploaded code is not there any more. Submit the folder again.",
                    "no-code", "spec.code.folder_sha256");
    }
    return {};
}

std::optional<TaskStage> Workspace::fetchStage() const
{
    const CodeSpec& code = start_.code;
    if (!code.git_url.empty()) {
        return gitStage(code.git_url, code.git_revision);
    }
    if (!code.folder_sha256.empty()) {
        const std::string archive = layout_.code(start_.project, code.folder_sha256).string();
        return TaskStage{
            "fetch-code", {"/bin/sh", "-c", unpack_code, "fetch-code", archive, code.folder_sha256}, false};
    }
    return std::nullopt;
}

}  // namespace slipway
