// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resources/object_store.h"

#include "core/resources/json/member_reader.h"
#include "core/resources/json/member_writer.h"

#include <nlohmann/json.hpp>

namespace slipway {

namespace {

constexpr std::size_t most_authorities_bytes = 256u << 10;
constexpr std::size_t most_secret_bytes = 4u << 10;

}  // namespace

std::string storeName(const std::string& said)
{
    return said.empty() ? std::string(home_store) : said;
}

Result<StoreSpec> readStoreSpec(const Json& json)
{
    StoreSpec spec;
    MemberReader reader(json, "spec", MemberReader::Unknown::Refused);
    reader.text("description", spec.description);
    reader.text("endpoint", spec.endpoint);
    reader.text("bucket", spec.bucket);
    reader.text("prefix", spec.prefix);
    if (!spec.prefix.empty() && !spec.prefix.ends_with('/'))
        spec.prefix += '/';
    reader.text("region", spec.region);
    reader.text("ca", spec.ca);
    if (spec.ca.size() > most_authorities_bytes)
        reader.refuse("too-large", "ca", "is larger than 256 KiB");
    reader.text("access_key", spec.access_key);
    reader.text("secret_key", spec.secret_key);
    if (spec.secret_key.size() > most_secret_bytes)
        reader.refuse("too-large", "secret_key", "is larger than 4 KiB");
    reader.text("secret_id", spec.secret_id);
    if (auto done = reader.finish(); !done)
        return propagate(done);
    return spec;
}

Json write(const StoreSpec& spec)
{
    Json json = Json::object();
    setUnlessEmpty(json, "description", spec.description);
    setUnlessEmpty(json, "endpoint", spec.endpoint);
    setUnlessEmpty(json, "bucket", spec.bucket);
    setUnlessEmpty(json, "prefix", spec.prefix);
    setUnless(json, "region", spec.region, std::string("us-east-1"));
    setUnlessEmpty(json, "ca", spec.ca);
    setUnlessEmpty(json, "access_key", spec.access_key);
    setUnlessEmpty(json, "secret_id", spec.secret_id);
    return json;
}

Result<StoreStatus> readStoreStatus(const Json& json)
{
    StoreStatus status;
    MemberReader reader(json, "status", MemberReader::Unknown::Ignored);
    reader.text("phase", status.phase);
    reader.text("message", status.message);
    reader.integer("observed_generation", status.observed_generation, 0, INT64_MAX);
    if (auto done = reader.finish(); !done)
        return propagate(done);
    return status;
}

Json write(const StoreStatus& status)
{
    Json json{{"phase", status.phase}, {"observed_generation", status.observed_generation}};
    setUnlessEmpty(json, "message", status.message);
    return json;
}

}  // namespace slipway
