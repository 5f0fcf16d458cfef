// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/data/dataset_controller.h"

#include "core/resources/specs.h"
#include "platform/control/data/dataset_prefix.h"
#include "platform/control/workloads/workload_records.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace slipway {

namespace {

bool uses(const Resource& workload, const std::string& dataset)
{
    const Result<Json> spec = parseJson(workload.spec);
    if (!spec)
        return false;
    std::vector<std::string> names;
    if (workload.kind == Kind::Job)
        names = readJobSpec(*spec).value_or(JobSpec()).datasets;
    else
        names = readEnvironmentSpec(*spec).value_or(EnvironmentSpec()).datasets;
    return std::find(names.begin(), names.end(), dataset) != names.end();
}

}  // namespace

Result<NextLook> DatasetController::reconcile(const Resource& dataset)
{
    if (dataset.deleting)
        return remove(dataset);
    const Result<DatasetSpec> spec = parseJson(dataset.spec).and_then(readDatasetSpec);
    if (!spec)
        return propagate(spec);
    DatasetStatus status = initialDatasetStatus(dataset);
    status.phase = spec->sealed ? "Ready" : "Uploading";
    const std::string text = dumpJson(write(status));
    if (text == dataset.status)
        return NextLook();
    const Result<Resource> written =
        modify(context_.store, dataset.id, [&](Resource& resource) -> Result<void> {
            resource.status = text;
            return {};
        });
    return written.map([](const Resource&) { return NextLook(); });
}

Result<NextLook> DatasetController::remove(const Resource& dataset)
{
    const Result<std::string> user =
        activeUser(context_.store, dataset.project,
                   [&](const Resource& workload) { return uses(workload, dataset.name); });
    if (!user)
        return propagate(user);
    if (!user->empty()) {
        const std::string message = fmt::format("It is deleted once {} has ended, which uses it.", *user);
        return writeMessage(context_.store, dataset, message).map([] {
            return NextLook{std::nullopt, true};
        });
    }
    const DatasetStatus place = initialDatasetStatus(dataset);
    const Result<bool> gone = context_.objects.remove(place.bucket, place.prefix);
    if (!gone)
        return propagate(gone);
    if (!*gone)
        return NextLook{std::chrono::milliseconds(200), false};
    return context_.store.write([&](Transaction& transaction) { return transaction.remove(dataset.id); })
        .map([] { return NextLook(); });
}

}  // namespace slipway
