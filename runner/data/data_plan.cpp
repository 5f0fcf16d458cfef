// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/data/data_plan.h"

#include "core/json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace slipway {

bool hasOnDemand(const DataPlan& plan)
{
    return std::any_of(plan.datasets.begin(), plan.datasets.end(),
                       [](const DataPlan::Dataset& dataset) { return dataset.on_demand; });
}

std::string formatDataPlan(const DataPlan& plan)
{
    Json datasets = Json::array();
    for (const DataPlan::Dataset& dataset : plan.datasets)
        datasets.push_back(
            {{"name", dataset.name}, {"prefix", dataset.prefix}, {"on_demand", dataset.on_demand}});
    return dumpJson({{"version", 1},
                     {"endpoint", plan.store.endpoint},
                     {"bucket", plan.store.bucket},
                     {"access_key", plan.store.access_key},
                     {"secret_key", plan.store.secret_key},
                     {"ca_file", plan.store.ca_file},
                     {"code_key", plan.code_key},
                     {"code_sha256", plan.code_sha256},
                     {"datasets", datasets},
                     {"dataset_cache", plan.dataset_cache.count()},
                     {"outputs_prefix", plan.outputs_prefix}});
}

Result<DataPlan> parseDataPlan(std::string_view text)
{
    const Result<Json> json = parseJson(text);
    if (!json)
        return propagate(json);
    try {
        DataPlan plan;
        json->at("endpoint").get_to(plan.store.endpoint);
        json->at("bucket").get_to(plan.store.bucket);
        json->at("access_key").get_to(plan.store.access_key);
        json->at("secret_key").get_to(plan.store.secret_key);
        json->at("ca_file").get_to(plan.store.ca_file);
        json->at("code_key").get_to(plan.code_key);
        json->at("code_sha256").get_to(plan.code_sha256);
        json->at("outputs_prefix").get_to(plan.outputs_prefix);
        for (const Json& dataset : json->at("datasets"))
            plan.datasets.push_back({dataset.at("name").get<std::string>(),
                                     dataset.at("prefix").get<std::string>(),
                                     dataset.value("on_demand", false)});
        plan.dataset_cache = Bytes(json->value("dataset_cache", std::uint64_t{0}));
        return plan;
    } catch (const std::exception& error) {
        return fail(ErrorCode::DataLoss, std::string("The task's data.json cannot be read: ") + error.what());
    }
}

}  // namespace slipway
