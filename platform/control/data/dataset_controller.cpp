// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/data/dataset_controller.h"

#include "core/resources/specs.h"
#include "platform/control/data/dataset_prefix.h"
#include "platform/control/data/kept_resources.h"
#include "platform/control/workloads/workload_records.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace slipway {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds while_copying{300};
constexpr milliseconds after_trouble{10'000};

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
    const Result<DatasetStatus> before = parseJson(dataset.status).and_then(readDatasetStatus);
    if (!spec || !before)
        return spec ? propagate(before) : propagate(spec);
    DatasetStatus status = initialDatasetStatus(dataset);
    status.phase = spec->sealed ? "Ready" : "Uploading";
    status.copies = before->copies;
    NextLook next;
    if (spec->sealed && context_.options.stores)
        next = tendCopies(dataset, *spec, status);
    return writeStatusText(context_.store, dataset, dumpJson(write(status))).map([&] { return next; });
}

NextLook DatasetController::tendCopies(const Resource& dataset, const DatasetSpec& spec,
                                       DatasetStatus& status)
{
    NextLook next;
    std::vector<DatasetCopy> copies;
    for (const std::string& store : spec.copies) {
        const auto known = std::find_if(status.copies.begin(), status.copies.end(),
                                        [&](const DatasetCopy& copy) { return copy.store == store; });
        copies.push_back(known == status.copies.end() ? DatasetCopy{store, {}, 0, 0, {}} : *known);
        if (copies.back().phase != "Ready")
            next.after = advance(dataset, status, copies.back());
    }
    for (DatasetCopy& copy : status.copies) {
        if (std::find(spec.copies.begin(), spec.copies.end(), copy.store) != spec.copies.end())
            continue;
        const Result<bool> gone = context_.objectsIn(copy.store).and_then([&](ProjectObjects* objects) {
            return objects->remove(status.bucket, status.prefix);
        });
        if (gone && *gone)
            continue;
        copy.phase = "Deleting";  // Nobody is sent there from now on.
        copy.message = gone ? std::string() : gone.error().message;
        copies.push_back(std::move(copy));
        next.after = gone ? while_copying : after_trouble;
    }
    status.copies = std::move(copies);
    return next;
}

std::chrono::milliseconds DatasetController::advance(const Resource& dataset, const DatasetStatus& status,
                                                     DatasetCopy& copy)
{
    copy.phase = "Copying";
    const Result<CopyState> state =
        context_.options.stores->copy({dataset.project, status.prefix, storeName(status.store), copy.store});
    copy.message = state ? std::string() : state.error().message;
    if (!state)
        return after_trouble;
    copy.files = state->files;
    copy.bytes = state->bytes;
    if (state->done)
        copy.phase = "Ready";
    return while_copying;
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
    const Result<bool> gone = removeEverywhere(dataset, place);
    if (!gone)
        return propagate(gone);
    if (!*gone)
        return NextLook{std::chrono::milliseconds(200), false};
    return context_.store.write([&](Transaction& transaction) { return transaction.remove(dataset.id); })
        .map([] { return NextLook(); });
}

Result<bool> DatasetController::removeEverywhere(const Resource& dataset, const DatasetStatus& place)
{
    const DatasetStatus status =
        parseJson(dataset.status).and_then(readDatasetStatus).value_or(DatasetStatus());
    std::vector<std::string> stores{place.store};
    for (const DatasetCopy& copy : status.copies)
        stores.push_back(copy.store);
    bool all = true;
    for (const std::string& store : stores) {
        const Result<bool> gone = context_.objectsIn(store).and_then(
            [&](ProjectObjects* objects) { return objects->remove(place.bucket, place.prefix); });
        if (!gone)
            return gone;
        all = all && *gone;
    }
    return all;
}

}  // namespace slipway
