// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayd/objects/object_choice.h"

#include "app/slipwayd/objects/foreign_project_objects.h"
#include "core/log_line.h"
#include "platform/control/data/plain_project_objects.h"
#include "platform/objects/files/leftovers.h"
#include "platform/objects/foreign/foreign_objects.h"
#include "platform/objects/foreign/store_check.h"
#include "platform/objects/foreign/store_credentials.h"
#include "platform/objects/foreign/store_keeper.h"
#include "platform/objects/plain_objects.h"
#include "platform/objects/segments/foreign_segments.h"
#include "platform/objects/segments/plain_segments.h"

#include <spdlog/spdlog.h>

namespace slipway {

namespace {

constexpr std::chrono::days abandoned{7};

/// Tells which option an error is about.
Error byOption(Error why)
{
    const bool keys = why.field == "access_key" || why.field == "secret_key";
    if (!why.field.empty())
        why.message += " That is --objects-" + (keys ? std::string("credentials") : why.field) + ".";
    why.field.clear();
    return why;
}

}  // namespace

Result<std::shared_ptr<ForeignStore>> openForeignStore(const Settings& settings)
{
    if (settings.objects_endpoint.empty())
        return nullptr;
    if (settings.engine == "local")
        return fail(
            ErrorCode::InvalidArgument,
            "Tasks on this machine use objects in place, so --engine local keeps them itself: leave out "
            "--objects-endpoint, or run tasks on a cluster with --engine kubernetes.");
    Result<sigv4::Credentials> credentials = readStoreCredentials(settings.objects_credentials);
    if (!credentials)
        return propagate(credentials);
    return ForeignStore::open({settings.objects_endpoint, settings.objects_bucket, settings.objects_prefix,
                               settings.objects_region, settings.objects_ca, std::move(*credentials)})
        .map_error(byOption);
}

Result<void> checkForeignStore(ForeignStore& store)
{
    const Result<void> checked = checkStore(store).map_error(byOption);
    if (!checked && checked.error().code == ErrorCode::Unavailable) {
        spdlog::warn(logLine("store-not-reached", {{"why", checked.error().message}}));
        return {};
    }
    if (checked && store.isPlain())
        spdlog::warn(logLine("store-is-plain", {{"why", "What goes to " + store.name().endpoint +
                                                            " can be read on the way."}}));
    return checked;
}

std::unique_ptr<ObjectBackend> objectBackend(const std::shared_ptr<ForeignStore>& foreign, Store& resources,
                                             const std::filesystem::path& directory)
{
    if (foreign)
        return std::make_unique<ForeignObjects>(resources, foreign);
    return std::make_unique<PlainObjects>(resources, directory);
}

std::shared_ptr<ProjectObjects> projectObjects(const std::shared_ptr<ForeignStore>& foreign,
                                               const std::filesystem::path& directory)
{
    if (foreign)
        return std::make_shared<ForeignProjectObjects>(foreign);
    return std::make_shared<PlainProjectObjects>(directory);
}

std::shared_ptr<SegmentStore> segmentStore(const std::shared_ptr<ForeignStore>& foreign,
                                           const std::filesystem::path& directory,
                                           std::shared_ptr<const SegmentDoor> door)
{
    if (foreign)
        return std::make_shared<ForeignSegments>(foreign, std::move(door));
    return std::make_shared<PlainSegments>(directory, std::move(door));
}

void tidyObjects(const std::shared_ptr<ForeignStore>& foreign, const std::filesystem::path& directory)
{
    if (!foreign)
        return removeAbandonedUploads(directory);
    const Result<std::size_t> aborted = abortUploads(*foreign, foreign->prefix(), now() - abandoned);
    if (!aborted)
        spdlog::warn(logLine("uploads-not-given-up", {{"why", aborted.error().message}}));
}

}  // namespace slipway
