// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

namespace slipway {

struct ApiOptions {
    std::string server_version;
    std::string s3_endpoint;               ///< "http://127.0.0.1:9000"; empty when objects are not served.
    std::filesystem::path data_directory;  ///< Whose disk is measured; empty for none.
    std::chrono::milliseconds heartbeat{15'000};  ///< Of watches.
};

}  // namespace slipway
