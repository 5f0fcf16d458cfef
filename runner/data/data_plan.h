// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes.h"
#include "core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// How a task reaches the objects of its project.
struct BucketAccess {
    std::string endpoint;  ///< "https://10.0.0.1:8471"
    std::string bucket;
    std::string access_key, secret_key;
    std::string ca_file;  ///< Trusted certificates; the system's when empty.
};

/// What a task in a pod needs to have before it runs, and where what it leaves goes; data.json.
struct DataPlan {
    BucketAccess store;
    std::string code_key, code_sha256;  ///< An uploaded archive; empty for none.
    struct Dataset {
        std::string name;
        std::string prefix;      ///< Ends with '/'.
        bool on_demand = false;  ///< Its files are fetched when they are opened, else before the task runs.
        bool operator==(const Dataset&) const = default;
    };
    std::vector<Dataset> datasets;
    Bytes dataset_cache;         ///< How much of those on demand may be there at a time; 0 = all.
    std::string outputs_prefix;  ///< Ends with '/'; empty: what it leaves is not stored.
};

bool hasOnDemand(const DataPlan& plan);

std::string formatDataPlan(const DataPlan& plan);
Result<DataPlan> parseDataPlan(std::string_view text);

}  // namespace slipway
