// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/data/volume_controller.h"

#include "platform/control/data/kept_resources.h"
#include "platform/control/data/mounted_volumes.h"
#include "platform/control/workloads/workload_records.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace slipway {

namespace {

using std::chrono::milliseconds;

/// Until the next look at storage, by how a volume stands. Somebody may take it away unasked.
constexpr milliseconds while_pending{1'000};
constexpr milliseconds while_failed{10'000};
constexpr milliseconds while_ready{60'000};
constexpr milliseconds while_deleting{500};

NextLook nextLook(const VolumeStatus& status)
{
    if (status.phase == "Ready")
        return {while_ready, false};
    return {status.phase == "Failed" ? while_failed : while_pending, false};
}

/// What only people can change, such as a quota of the cluster or a right that is missing, is shown to them;
/// everything else is tried again.
bool isForPeople(const Error& error)
{
    return error.code == ErrorCode::InvalidArgument || error.code == ErrorCode::PermissionDenied ||
           error.code == ErrorCode::ResourceExhausted || error.code == ErrorCode::Conflict;
}

/// `InvalidArgument` stays as it is, whatever others change.
VolumeStatus statusOf(const Error& error)
{
    VolumeStatus status;
    if (error.code == ErrorCode::InvalidArgument)
        status.phase = "Failed";
    status.reason = error.type.empty() ? std::string(name(error.code)) : error.type;
    status.message = error.message;
    return status;
}

}  // namespace

Result<NextLook> VolumeController::reconcile(const Resource& resource)
{
    if (resource.deleting)
        return remove(resource);
    const Result<Volume> volume = volumeOf(resource);
    if (!volume)
        return propagate(volume);
    Result<VolumeStatus> status = context_.engine.tendVolume(*volume);
    if (!status && isForPeople(status.error()))
        status = statusOf(status.error());
    if (!status)
        return propagate(status);
    return writeStatusText(context_.store, resource, dumpJson(write(*status))).map([&] {
        return nextLook(*status);
    });
}

Result<NextLook> VolumeController::remove(const Resource& resource)
{
    const Result<std::string> user = unendedUser(context_.store, resource);
    if (!user)
        return propagate(user);
    if (!user->empty()) {
        const std::string message = fmt::format("It is deleted once {} has ended, which mounts it.", *user);
        return writeMessage(context_.store, resource, message).map([] {
            return NextLook{std::nullopt, true};
        });
    }
    const Result<bool> gone = volumeOf(resource).and_then(
        [&](const Volume& volume) { return context_.engine.deleteVolume(volume); });
    if (!gone)
        return propagate(gone);
    if (!*gone)
        return NextLook{while_deleting, false};
    return context_.store.write([&](Transaction& transaction) { return transaction.remove(resource.id); })
        .map([] { return NextLook(); });
}

}  // namespace slipway
