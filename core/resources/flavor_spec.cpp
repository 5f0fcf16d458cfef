// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resources/flavor_spec.h"

#include "core/resources/json/member_reader.h"
#include "core/resources/json/member_writer.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace slipway {

namespace {

constexpr std::int64_t max_cpus = 4096;
constexpr std::int64_t max_gpus = 1024;
constexpr std::int64_t whole_percent = 100;
constexpr double max_price = 1'000'000;

void readSpace(MemberReader& reader, std::string_view member, Bytes& value)
{
    reader.bytes(member, value);
    if (value.count() > 0 && value < 16_MiB)
        reader.refuse("out-of-range", member, "must be at least 16MiB, or 0 for none");
}

void readShare(MemberReader& reader, GpuShare& share)
{
    std::optional<double> fraction;
    reader.number("gpu_fraction", fraction);
    if (fraction && !(*fraction >= 0.01 && *fraction <= 1))
        reader.refuse("out-of-range", "gpu_fraction", "must be from 0.01 to 1, such as 0.5");
    else if (fraction)
        share.percent = std::lround(*fraction * whole_percent);
    reader.bytes("gpu_memory", share.memory);
    if (share.memory.count() > 0 && share.memory < 1_MiB)
        reader.refuse("out-of-range", "gpu_memory", "must be at least 1MiB, or 0 for no limit of its own");
}

bool isCurrency(const std::string& text)
{
    return text.size() == 3 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

void readPrice(MemberReader& reader, std::optional<Price>& price)
{
    std::optional<double> per_hour;
    std::string currency;
    reader.number("price_per_hour", per_hour);
    reader.text("currency", currency);
    if (per_hour && !(*per_hour >= 0 && *per_hour <= max_price))
        reader.refuse("out-of-range", "price_per_hour", "must be a number from 0 to 1000000");
    if (!currency.empty() && !isCurrency(currency))
        reader.refuse("bad-value", "currency", "must be three capital letters, such as USD or CNY");
    if (per_hour && currency.empty())
        reader.refuse("missing-field", "currency", "must say what the price is in, such as USD or CNY");
    if (!per_hour && !currency.empty())
        reader.refuse("conflicting-fields", "currency", "needs price_per_hour");
    if (per_hour)
        price = Price{*per_hour, currency};
}

}  // namespace

Result<FlavorSpec> readFlavorSpec(const Json& json)
{
    FlavorSpec spec;
    MemberReader reader(json, "spec", MemberReader::Unknown::Refused);
    reader.integer("cpus", spec.cpus, 1, max_cpus);
    reader.bytes("memory", spec.memory);
    if (spec.memory < 1_MiB)
        reader.refuse("out-of-range", "memory", "must be at least 1MiB");
    readSpace(reader, "disk", spec.disk);
    readSpace(reader, "scratch", spec.scratch);
    reader.integer("gpus", spec.gpus, 0, max_gpus);
    reader.text("gpu_model", spec.gpu_model);
    if (!spec.gpu_model.empty() && spec.gpus == 0)
        reader.refuse("conflicting-fields", "gpu_model", "needs gpus of at least 1");
    readShare(reader, spec.gpu_share);
    if (!spec.gpu_share.isWhole() && spec.gpus == 0)
        reader.refuse("conflicting-fields",
                      spec.gpu_share.percent < whole_percent ? "gpu_fraction" : "gpu_memory",
                      "needs gpus of at least 1");
    readPrice(reader, spec.price);
    reader.text("description", spec.description);
    if (auto done = reader.finish(); !done)
        return propagate(done);
    return spec;
}

Json write(const FlavorSpec& spec)
{
    Json json{{"cpus", spec.cpus}, {"memory", spec.memory.count()}, {"gpus", spec.gpus}};
    setSize(json, "memory", spec.memory);
    setSize(json, "disk", spec.disk);
    setSize(json, "scratch", spec.scratch);
    setUnlessEmpty(json, "gpu_model", spec.gpu_model);
    if (spec.gpu_share.percent < whole_percent)
        json["gpu_fraction"] = static_cast<double>(spec.gpu_share.percent) / whole_percent;
    setSize(json, "gpu_memory", spec.gpu_share.memory);
    if (spec.price) {
        json["price_per_hour"] = spec.price->per_hour;
        json["currency"] = spec.price->currency;
    }
    setUnlessEmpty(json, "description", spec.description);
    return json;
}

}  // namespace slipway
