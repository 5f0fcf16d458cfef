// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/dataset_upload.h"
#include "client/transfer/transfer_gate.h"

#include <string>

namespace slipway {

/// Where a dataset's files go.
struct DatasetPlace {
    std::string endpoint;
    std::string bucket;
    std::string prefix;  ///< Ends with '/'.
};

/// The dataset that an upload fills, as the platform knows it. For a thread that may wait.
class DatasetRecord {
public:
    DatasetRecord(TransferGate& gate, const DatasetUploadOptions& options) : gate_(gate), options_(options) {}

    /// Creates it, or finds the unsealed one of that name to go on with. `AlreadyExists` when that is sealed.
    Result<DatasetPlace> open();
    /// Says how much there is and that it is complete.
    Result<Resource> seal(std::size_t files, std::uint64_t bytes);

private:
    Result<Resource> create();
    Result<Resource> get();
    Result<Resource> put(const Resource& resource);
    Result<DatasetPlace> place();

    TransferGate& gate_;
    const DatasetUploadOptions& options_;
};

}  // namespace slipway
