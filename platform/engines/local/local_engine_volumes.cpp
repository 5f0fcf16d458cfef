// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's volumes: directories of this machine.
#include "platform/engines/local/local_engine.h"
#include "platform/engines/task_names.h"

namespace slipway {

namespace {

tl::unexpected<Error> cannotUse(const std::filesystem::path& path, const std::error_code& error)
{
    return fail(ErrorCode::Unavailable, "Cannot use " + path.string() + ": " + error.message() + ".");
}

}  // namespace

Result<void> LocalEngine::checkVolume(const Volume& volume)
{
    if (!isPlainName(volume.id.text())) {
        return fail(ErrorCode::InvalidArgument, "\"" + volume.id.text() + "\" is no identifier of a volume.");
    }
    if (volume.spec.kind != VolumeKind::Shared) {
        return fail(ErrorCode::InvalidArgument,
                    "Tasks of this machine are no pods, so they mount neither claims nor CSI volumes. Make a "
                    "volume of kind \"shared\", or use a cluster.",
                    "volume-kind", "spec.kind");
    }
    if (!volume.spec.storage_class.empty()) {
        return fail(
            ErrorCode::InvalidArgument,
            "This machine has no storage classes; its volumes are directories. Leave storage_class out.",
            "volume-kind", "spec.storage_class");
    }
    return {};
}

Result<VolumeStatus> LocalEngine::tendVolume(const Volume& volume)
{
    if (const auto possible = checkVolume(volume); !possible) {
        return propagate(possible);
    }
    const std::filesystem::path files = layout_.volumeFiles(volume.id);
    std::error_code error;
    std::filesystem::create_directories(layout_.volumes(), error);
    // Its gate stays as it is while tasks pass through.
    if (!error && std::filesystem::create_directory(layout_.volume(volume.id), error)) {
        std::filesystem::permissions(layout_.volume(volume.id), std::filesystem::perms::owner_all, error);
    }
    if (!error) {
        std::filesystem::create_directory(files, error);
    }
    if (error) {
        return cannotUse(files, error);
    }
    const auto user = users_->of(volume.project);
    if (!user) {
        return propagate(user);
    }
    const bool personal = volume.spec.scope == VolumeScope::Personal;
    const auto group = personal
                           ? users_->groupOf(volume.project, volume.owner)
                           : Result<std::optional<gid_t>>(*user ? std::optional((*user)->gid) : std::nullopt);
    const Result<void> given = group ? letPass(*group, layout_.volume(volume.id)) : propagate(group);
    // Last, so that nobody comes to the files past the gate.
    const Result<void> ready = given.and_then([&] { return giveTreeTo(*user, files); });
    if (!ready) {
        return propagate(ready);
    }
    VolumeStatus status;
    status.phase = "Ready";
    status.message =
        "A directory of this machine: it holds what the disk has room for, whatever its size says.";
    return status;
}

Result<bool> LocalEngine::deleteVolume(const Volume& volume)
{
    if (!isPlainName(volume.id.text())) {
        return true;
    }
    return trash_.discard(layout_.volume(volume.id)).map([] { return true; });
}

}  // namespace slipway
