// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/api/handlers/volume_checks.h"

#include "platform/api/api_context.h"
#include "platform/auth/authenticator.h"
#include "platform/control/controllers.h"
#include "platform/control/data/mounted_volumes.h"
#include "platform/store/store.h"

#include <fmt/format.h>

namespace slipway {

Result<void> checkNewVolume(ApiContext& context, const Caller& caller, const Resource& wanted)
{
    if (wanted.kind != Kind::Volume)
        return {};
    const auto volume = volumeOf(wanted);
    if (!volume)
        return propagate(volume);
    // A claim may hold anybody's files, and a driver acts with the rights of its node.
    if (volume->spec.kind != VolumeKind::Shared && !caller.administrator)
        return fail(
            ErrorCode::PermissionDenied,
            fmt::format("Only an administrator may make a volume of kind \"{}\". Ask one, or make one "
                        "of kind \"shared\".",
                        name(volume->spec.kind)),
            "needs-administrator", "spec.kind");
    return context.controllers.checkVolume(wanted);
}

Result<void> checkVolumeGrowth(ApiContext& context, const Resource& before, const Resource& wanted)
{
    if (wanted.kind != Kind::Volume)
        return {};
    const auto was = volumeOf(before);
    const auto will = volumeOf(wanted);
    if (!was || !will || will->spec.size == was->spec.size)
        return {};
    return context.controllers.checkGrowth(wanted);
}

Result<void> checkNotMounted(ApiContext& context, const Resource& resource)
{
    if (resource.kind != Kind::Volume)
        return {};
    const auto user = unendedUser(context.store, resource);
    if (!user)
        return propagate(user);
    if (user->empty())
        return {};
    return fail(ErrorCode::Conflict,
                fmt::format("{} mounts the volume \"{}\". Stop or release it first.", *user, resource.name),
                "volume-in-use");
}

}  // namespace slipway
