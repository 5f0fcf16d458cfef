// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resources/datasets.h"

namespace slipway {

const std::vector<std::string>& datasetTasks()
{
    static const std::vector<std::string> tasks{
        "text-classification", "image-classification", "detection", "speech", "tabular", "other"};
    return tasks;
}

std::string_view name(DatasetAccess access)
{
    switch (access) {
    case DatasetAccess::OnDemand:
        return "on-demand";
    case DatasetAccess::Copy:
        return "copy";
    case DatasetAccess::Automatic:
        break;
    }
    return "";
}

DatasetAccess accessTo(const DatasetSpec& dataset, DatasetAccess chosen)
{
    if (chosen != DatasetAccess::Automatic)
        return chosen;
    const bool is_large = dataset.size_bytes > static_cast<std::int64_t>(large_dataset.count()) ||
                          dataset.file_count > many_files;
    return is_large ? DatasetAccess::OnDemand : DatasetAccess::Copy;
}

}  // namespace slipway
