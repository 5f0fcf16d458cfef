// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/operations/write_rights.h"

#include "core/resources/specs.h"
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

Result<void> checkJob(Store& store, const Caller& caller, const std::string& bucket, std::string_view key,
                      KeyChange change)
{
    const Result<Resource> job = ownerOf(store, Kind::Job, bucket, key);
    if (!job && job.error().code != ErrorCode::NotFound)
        return propagate(job);
    if (!job && change == KeyChange::Write)
        return s3Fail("AccessDenied",
                      "Keys under \"jobs/\" belong to jobs, and there is no such job. Use the prefix of a "
                      "job's outputs, or another prefix.");
    if (job && isAnothers(*job, caller))
        return s3Fail("AccessDenied",
                      fmt::format("The outputs of job \"{}\" belong to {}. Ask them or a manager of the "
                                  "project.",
                                  job->name, job->owner));
    return {};
}

/// Programs look for directories of these names, where a plain file would be in their way.
Result<void> checkReserved(std::string_view key)
{
    if (key != "jobs" && key != "datasets" && key != "code")
        return {};
    return s3Fail(
        "AccessDenied",
        fmt::format("The key \"{}\" is reserved for the prefix \"{}/\". Use another key.", key, key));
}

Result<void> checkCode(std::string_view key)
{
    constexpr std::string_view prefix = "code/", suffix = ".tar";
    constexpr std::size_t hash_digits = 64;
    const std::string_view hash = key.substr(prefix.size(), hash_digits);
    if (hash.size() == hash_digits && hash.find_first_not_of("0123456789abcdef") == hash.npos &&
        key.substr(prefix.size() + hash_digits) == suffix)
        return {};
    return s3Fail("AccessDenied",
                  "Keys under \"code/\" are of the form \"code/SHA256.tar\" with the SHA-256 of the content "
                  "in lower-case hexadecimal. Use such a key, or another prefix.");
}

}  // namespace

Result<void> checkWrite(Store& store, const Caller& caller, const std::string& bucket, std::string_view key,
                        KeyChange change)
{
    if (caller.platform)
        return {};
    if (!caller.may(Role::Engineer, bucket))
        return s3Fail("AccessDenied",
                      fmt::format("Writing needs the role engineer in project \"{}\".", bucket));
    if (caller.task && (caller.task->writes.empty() || !key.starts_with(caller.task->writes)))
        return s3Fail(
            "AccessDenied",
            caller.task->writes.empty()
                ? std::string("The key of an environment's task reads its project's bucket and "
                              "writes nothing. Use an access key of yours.")
                : fmt::format("The key of a job's task writes below \"{}\" alone. Use an access key "
                              "of yours for other keys.",
                              caller.task->writes));
    if (key.starts_with("datasets/"))
        return checkDataset(store, caller, bucket, key);
    if (key.starts_with("jobs/"))
        return checkJob(store, caller, bucket, key, change);
    if (change == KeyChange::Remove)
        return {};
    return key.starts_with("code/") ? checkCode(key) : checkReserved(key);
}

}  // namespace slipway
