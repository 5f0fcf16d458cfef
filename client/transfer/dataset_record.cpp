// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/transfer/dataset_record.h"

#include "client/api/answers.h"
#include "core/ids.h"
#include "core/resources/specs.h"
#include "core/resources/statuses.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace slipway {
namespace {

constexpr int place_tries = 150;
constexpr std::chrono::milliseconds place_interval{200};
constexpr int seal_tries = 10;

Result<DatasetSpec> specOf(const Resource& resource)
{
    const auto json = parseJson(resource.spec);
    return json ? readDatasetSpec(*json) : Result<DatasetSpec>(propagate(json));
}

Result<DatasetStatus> statusOf(const Resource& resource)
{
    const auto json = parseJson(resource.status);
    return json ? readDatasetStatus(*json) : Result<DatasetStatus>(propagate(json));
}

Result<Resource> readAnswer(Result<std::string> body)
{
    return body ? parseResource(*body) : Result<Resource>(propagate(body));
}

}  // namespace

Result<Resource> DatasetRecord::create()
{
    Resource resource;
    resource.kind = Kind::Dataset;
    resource.project = options_.project;
    resource.name = options_.name;
    DatasetSpec spec;
    spec.task = options_.task.empty() ? "other" : options_.task;
    spec.store = options_.store;
    spec.description = options_.description;
    resource.spec = dumpJson(write(spec));
    ApiRequest request;
    request.method = "POST";
    request.path = collectionPath(Kind::Dataset, options_.project);
    request.body = writeWanted(resource);
    request.headers.set("Idempotency-Key", newSecret(24));
    auto body = gate_.ask(request);
    if (!body && body.error().code == ErrorCode::Unavailable)
        body = gate_.ask(request);
    return readAnswer(std::move(body));
}

Result<Resource> DatasetRecord::get()
{
    ApiRequest request;
    request.path = resourcePath(Kind::Dataset, options_.project, options_.name);
    return readAnswer(gate_.ask(request));
}

Result<Resource> DatasetRecord::put(const Resource& resource)
{
    ApiRequest request;
    request.method = "PUT";
    request.path = resourcePath(Kind::Dataset, options_.project, options_.name);
    request.body = writeWanted(resource);
    request.headers.set("If-Match", fmt::format("\"{}\"", resource.generation));
    return readAnswer(gate_.ask(request));
}

Result<DatasetPlace> DatasetRecord::open()
{
    auto resource = create();
    if (!resource && resource.error().code != ErrorCode::AlreadyExists &&
        resource.error().code != ErrorCode::Conflict)
        return propagate(resource);
    if (!resource) {
        const Error taken = resource.error();
        resource = get();
        if (!resource)
            return tl::unexpected(taken);
        const auto spec = specOf(*resource);
        if (!spec)
            return propagate(spec);
        if (spec->sealed)
            return fail(
                ErrorCode::AlreadyExists,
                fmt::format("The dataset \"{}\" exists and is complete. Choose another name.", options_.name),
                "name-taken", "name");
    }
    return place();
}

Result<DatasetPlace> DatasetRecord::place()
{
    ApiRequest request;
    request.path = "account";
    const auto body = gate_.ask(request);
    if (!body)
        return propagate(body);
    const auto account = readAccount(*body);
    if (!account)
        return propagate(account);
    for (int i = 0; i < place_tries; ++i) {
        const auto resource = get();
        if (!resource)
            return propagate(resource);
        const auto status = statusOf(*resource);
        if (!status)
            return propagate(status);
        if (!status->bucket.empty() && !status->prefix.empty())
            return DatasetPlace{account->s3_endpoint, status->bucket, status->prefix};
        if (!gate_.pause(place_interval))
            return fail(ErrorCode::Canceled, "The upload was cancelled.");
    }
    return fail(ErrorCode::DeadlineExceeded,
                "The server gave the dataset no place in its store. Try again, or tell its administrator.");
}

Result<Resource> DatasetRecord::seal(std::size_t files, std::uint64_t bytes)
{
    for (int tries = 1;; ++tries) {
        auto resource = get();
        if (!resource)
            return resource;
        auto spec = specOf(*resource);
        if (!spec)
            return propagate(spec);
        spec->file_count = static_cast<std::int64_t>(files);
        spec->size_bytes = static_cast<std::int64_t>(bytes);
        spec->sealed = true;
        resource->spec = dumpJson(write(*spec));
        auto sealed = put(*resource);
        if (sealed || sealed.error().code != ErrorCode::Conflict || tries == seal_tries)
            return sealed;
    }
}

}  // namespace slipway
