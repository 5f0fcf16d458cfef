// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "core/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace slipway {

/// The store that slipwayd was started with. Specs and statuses leave the name out.
inline constexpr std::string_view home_store = "home";

/// The whole name of a store that a spec or a status names or leaves out.
std::string storeName(const std::string& said);

/// A bucket of an S3 store in which objects of all projects lie, key K of project P as PREFIX/P/K. Written
/// and read as other specs are.
struct StoreSpec {
    std::string description;
    std::string endpoint;  ///< "https://s3.example.org"; empty for the one that slipwayd was started with.
    std::string bucket;
    std::string prefix;  ///< Of all keys that are ours; empty, or ends in '/'.
    std::string region = "us-east-1";
    std::string ca;  ///< Certificates to trust there, as PEM; the system's authorities when empty.
    std::string access_key;
    /// Only ever handed in: it is kept sealed, apart from the resource, and never written.
    std::string secret_key;
    std::string secret_id;  ///< Names the secret key that is kept; set by the server.

    bool operator==(const StoreSpec&) const = default;
};

struct StoreStatus {
    std::string phase = "Connecting";  ///< "Connecting", "Ready", "Away" or "Failed".
    std::string message;               ///< Why it is not ready, and what to do.
    std::int64_t observed_generation = 0;

    bool operator==(const StoreStatus&) const = default;
};

Result<StoreSpec> readStoreSpec(const Json& spec);
Result<StoreStatus> readStoreStatus(const Json& status);
Json write(const StoreSpec& spec);
Json write(const StoreStatus& status);

}  // namespace slipway
