// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/s3/s3_xml.h"
#include "runner/data/data_plan.h"

#include <filesystem>
#include <string>
#include <vector>

namespace slipway {

/// Where an object of a dataset belongs below its directory; `InvalidArgument` for a key that no file has.
Result<std::filesystem::path> placeOf(const std::string& key, const std::string& prefix);

/// Lays a dataset out below `datasets` as files that have their sizes, times and modes and no content, which
/// only their owner finds, and appends them to the text of a FileTable.
Result<void> layOut(const std::vector<s3::ObjectEntry>& objects, const DataPlan::Dataset& dataset,
                    const std::filesystem::path& datasets, std::string& table);

}  // namespace slipway
