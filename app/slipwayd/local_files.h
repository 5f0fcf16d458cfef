// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/engines/local/data_layout.h"
#include "platform/files/file_places.h"

#include <filesystem>
#include <string>

namespace slipway {

/// Files of what runs on this machine as the cluster `home`; those of other clusters are out of reach.
class LocalFiles final : public FilePlaces {
public:
    LocalFiles(const std::filesystem::path& data_directory, std::string home)
        : layout_(data_directory), home_(std::move(home))
    {
    }

    Result<std::filesystem::path> directoryOf(const WorkloadFiles& files) const override;

private:
    const DataLayout layout_;
    const std::string home_;
};

}  // namespace slipway
