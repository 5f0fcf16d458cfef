// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session.h"
#include "core/resources/resource.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace slipway {

/// What lies in a folder before it is uploaded. Hidden files and symbolic links are left out and counted.
struct FolderScan {
    struct File {
        std::string relative;  ///< With '/' between parts.
        std::uint64_t size_bytes = 0;
    };
    std::vector<File> files;  ///< Sorted by name.
    std::uint64_t size_bytes = 0;
    std::size_t left_out = 0;
    std::string suggested_task;  ///< Guessed from names: folders of images are "image-classification".
};

/// Reads a folder's names and sizes; blocks. `NotFound` or `InvalidArgument` when it is no readable folder,
/// `Canceled` as soon as `stopped` says so; it is asked before each entry.
Result<FolderScan> scanFolder(const std::filesystem::path& folder, const std::function<bool()>& stopped = {});

struct UploadProgress {
    std::size_t files_done = 0;
    std::size_t files_total = 0;
    std::uint64_t bytes_done = 0;
    std::uint64_t bytes_total = 0;
};

struct DatasetUploadOptions {
    std::filesystem::path folder;
    std::string project, name, task, description;
    std::string store;         ///< Where a new dataset is put; the platform's own store when empty.
    std::size_t parallel = 8;  ///< Transfers at once.
    std::uint64_t part_bytes = 16ull << 20;  ///< Files larger than twice this go up in parts.
};

/// Creates a dataset, sends a folder's files side by side with SHA-256 checked by the server, and seals it.
///
/// Each file is retried; a dataset that could not be completed stays unsealed and can be continued by the
/// same call again, which sends only what is missing. Stops when destroyed, and says nothing then.
/// Callbacks on the session's executor; where that runs things at once, they must not destroy the upload.
class DatasetUpload {
public:
    DatasetUpload(const Session& session, DatasetUploadOptions options,
                  std::function<void(UploadProgress)> on_progress, Answer<Resource> on_done);
    ~DatasetUpload();
    /// Ends it with `Canceled`.
    void cancel();

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace slipway
