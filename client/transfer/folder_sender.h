// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/dataset_upload.h"
#include "client/transfer/bucket_client.h"
#include "client/transfer/dataset_record.h"
#include "client/transfer/file_part.h"
#include "client/transfer/task_pool.h"

#include <atomic>
#include <map>
#include <memory>
#include <string>

namespace slipway {

/// Sends the files of a folder to a prefix of a bucket, side by side, leaving out what is there already.
///
/// "There" is proved by size and by the store's ETag, which is the MD5 of what it holds; parts that an
/// earlier upload left behind are taken over in the same way.
class FolderSender {
public:
    FolderSender(TransferGate& gate, const DatasetUploadOptions& options, const FolderScan& scan,
                 DatasetPlace place);

    /// Sends everything, calling `tick` while it waits. The first error ends it.
    Result<void> send(const std::function<void()>& tick);
    /// Holds what the store lists against the folder.
    Result<void> verify();

    UploadProgress progress() const;

private:
    struct LargeFile;

    Result<void> readPresent();
    TaskPool::Task nextTask();
    Result<void> sendFile(const FolderScan::File& file);
    Result<bool> isPresent(const FolderScan::File& file);
    Result<void> sendWhole(const FolderScan::File& file);
    Result<void> beginLarge(const FolderScan::File& file);
    Result<void> openUpload(LargeFile& large);
    Result<void> sendPart(const std::shared_ptr<LargeFile>& large, int number);
    Result<std::shared_ptr<FilePart>> openPart(const LargeFile& large, int number);
    Result<std::string> sendPartBytes(LargeFile& large, int number);
    Result<void> completeLarge(LargeFile& large);
    Result<net::FetchResponse> transfer(BucketRequest request, const std::shared_ptr<FilePart>& part);
    std::uint64_t partBytes(std::uint64_t file_bytes) const;
    std::string key(const FolderScan::File& file) const { return place_.prefix + file.relative; }

    TransferGate& gate_;
    const DatasetUploadOptions& options_;
    const FolderScan& scan_;
    const DatasetPlace place_;
    BucketClient bucket_;
    std::map<std::string, s3::ObjectEntry> present_;
    std::map<std::string, std::string> uploads_;  ///< Key and id of multipart uploads begun before.
    std::size_t next_file_ = 0;
    std::atomic<std::size_t> files_done_{0};
    std::atomic<std::int64_t> bytes_done_{0};
    TaskPool* pool_ = nullptr;
};

}  // namespace slipway
