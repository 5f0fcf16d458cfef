// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/files/file_store.h"

#include <string>

namespace slipway {

/// Objects below a prefix of a bucket, such as what a job left in its outputs, as files.
class BucketFileStore final : public FileStore {
public:
    /// `prefix` ends with '/'.
    BucketFileStore(std::string endpoint, std::string bucket, std::string prefix)
        : endpoint_(std::move(endpoint)), bucket_(std::move(bucket)), prefix_(std::move(prefix))
    {
    }

    Result<FileListing> list(TransferGate& gate, const std::string& directory) const override;
    Result<FileBeginning> read(TransferGate& gate, const std::string& path, std::uint64_t offset_bytes,
                               std::uint64_t size_bytes) const override;
    Result<void> upload(TransferGate& gate, const std::filesystem::path& file, const std::string& path,
                        Existing existing, const TransferGate::Progress& on_progress) const override;
    Result<void> remove(TransferGate& gate, const std::string& path) const override;
    bool hasDirectories() const override { return false; }
    Result<void> move(TransferGate& gate, const std::string& from, const std::string& to) const override;
    Result<void> makeDirectory(TransferGate& gate, const std::string& path) const override;

private:
    const std::string endpoint_;
    const std::string bucket_;
    const std::string prefix_;
};

}  // namespace slipway
