// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/write_rights.h"

#include "core/specs.h"
#include "platform/objects/s3_error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace slipway {

namespace {

/// The resource that keys under "PLURAL/NAME/ID/" belong to.
Result<Resource> ownerOf(Store& store, Kind kind, const std::string& bucket, std::string_view key)
{
    key.remove_prefix(key.find('/') + 1);
    const std::size_t name_end = key.find('/');
    const std::size_t id_end = name_end == key.npos ? key.npos : key.find('/', name_end + 1);
    if (id_end == key.npos)
        return fail(ErrorCode::NotFound, "The key names no resource.");
    Result<Resource> found = store.get(kind, bucket, key.substr(0, name_end));
    if (found && found->id.text() != key.substr(name_end + 1, id_end - name_end - 1))
        return fail(ErrorCode::NotFound, "The key names a resource that is gone.");
    return found;
}

bool isAnothers(const Resource& resource, const Caller& caller)
{
    return resource.owner != caller.user && !caller.may(Role::Manager, resource.project);
}

Result<void> checkDataset(Store& store, const Caller& caller, const std::string& bucket, std::string_view key)
{
    const Result<Resource> dataset = ownerOf(store, Kind::Dataset, bucket, key);
    if (!dataset && dataset.error().code != ErrorCode::NotFound)
        return propagate(dataset);
    if (!dataset)
        return s3Fail("AccessDenied",
                      "Keys under \"datasets/\" belong to datasets. Create a dataset and use the prefix "
                      "in its status, or use another prefix.");
    const Result<DatasetSpec> spec = parseJson(dataset->spec).and_then(readDatasetSpec);
    if (!spec)
        return propagate(spec);
    if (spec->sealed)
        return s3Fail("AccessDenied",
                      fmt::format("The dataset \"{}\" is sealed, so its files never change. Create a "
                                  "new dataset for other files.",
                                  dataset->name));
    if (dataset->deleting)
        return s3Fail("AccessDenied", fmt::format("The dataset \"{}\" is being deleted.", dataset->name));
    if (isAnothers(*dataset, caller))
        return s3Fail("AccessDenied",
                      fmt::format("The dataset \"{}\" belongs to {}. Ask them or a manager of the "
                                  "project.",
                                  dataset->name, dataset->owner));
    return {};
}

Result<void> checkJob(Store& store, const Caller& caller, const std::string& bucket, std::string_view key)
{
    const Result<Resource> job = ownerOf(store, Kind::Job, bucket, key);
    if (!job && job.error().code != ErrorCode::NotFound)
        return propagate(job);
    if (job && isAnothers(*job, caller))
        return s3Fail("AccessDenied",
                      fmt::format("The outputs of job \"{}\" belong to {}. Ask them or a manager of the "
                                  "project.",
                                  job->name, job->owner));
    return {};
}

}  // namespace

Result<void> checkWrite(Store& store, const Caller& caller, const std::string& bucket, std::string_view key)
{
    if (!caller.may(Role::Engineer, bucket))
        return s3Fail("AccessDenied",
                      fmt::format("Writing needs the role engineer in project \"{}\".", bucket));
    if (key.starts_with("datasets/"))
        return checkDataset(store, caller, bucket, key);
    if (key.starts_with("jobs/"))
        return checkJob(store, caller, bucket, key);
    return {};
}

}  // namespace slipway
