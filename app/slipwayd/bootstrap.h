// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/statuses.h"
#include "core/result.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace slipway {

class SecretBox;
class Store;

/// The first access key of a platform.
struct FirstKey {
    std::string access_key;
    std::filesystem::path secret_file;
};

/// Whether tasks run on the machine itself, which is an image then.
enum class RunsOn { ThisMachine, Cluster };

/// Makes what every platform begins with, once: the user `admin` with a key, the project `default`, the image
/// `host` and flavors that fit `nodes`. What somebody deleted later is not made again. The key's secret is
/// put into `secret_file` (0600) when that is absent.
Result<FirstKey> bootstrap(Store& store, const SecretBox& secrets,
                           const std::vector<std::pair<std::string, NodeStatus>>& nodes, RunsOn runs_on,
                           const std::filesystem::path& secret_file);

}  // namespace slipway
