// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace slipway {

struct DatasetSpec {
    std::string task = "other";  ///< One of datasetTasks().
    std::string description;
    std::int64_t file_count = 0;
    std::int64_t size_bytes = 0;
    bool sealed =
        false;  ///< All files are there; set by the uploader when it is done. Only sealed data is used.

    std::string store = {};  ///< Where its files are put; slipwayd's own when empty. Stays as it was made.
    std::vector<std::string> copies = {};  ///< Further stores that are to have it once it is sealed.

    bool operator==(const DatasetSpec&) const = default;
};

/// "text-classification", "image-classification", "detection", "speech", "tabular", "other".
const std::vector<std::string>& datasetTasks();

/// When a task in a pod gets the files of its datasets. On one machine they are used where they are.
enum class DatasetAccess {
    Automatic,  ///< Large datasets on demand, small ones copied.
    OnDemand,   ///< Each when it is opened, the others in the background.
    Copy        ///< All before the task runs.
};

/// "", "on-demand" or "copy".
std::string_view name(DatasetAccess access);

/// From which size, and beyond how many files, a dataset is large.
inline constexpr Bytes large_dataset = 256_MiB;
inline constexpr std::int64_t many_files = 5'000;

/// What was chosen means for a dataset: never Automatic.
DatasetAccess accessTo(const DatasetSpec& dataset, DatasetAccess chosen);

}  // namespace slipway
