// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/files/file_store.h"
#include "core/resources/resource.h"

namespace slipway {

/// An environment's home, or the working directory of a job's attempt, by the API.
class WorkloadFileStore final : public FileStore {
public:
    /// `attempt` of a job; 0 is the latest.
    WorkloadFileStore(Kind kind, std::string project, std::string name, std::int64_t attempt = 0);

    Result<FileListing> list(TransferGate& gate, const std::string& directory) const override;
    Result<FileBeginning> read(TransferGate& gate, const std::string& path, std::uint64_t offset_bytes,
                               std::uint64_t size_bytes) const override;
    Result<void> upload(TransferGate& gate, const std::filesystem::path& file, const std::string& path,
                        Existing existing, const TransferGate::Progress& on_progress) const override;
    Result<void> remove(TransferGate& gate, const std::string& path) const override;
    bool hasDirectories() const override { return true; }
    Result<void> move(TransferGate& gate, const std::string& from, const std::string& to) const override;
    Result<void> makeDirectory(TransferGate& gate, const std::string& path) const override;

private:
    std::string pathOf(const std::string& file) const;

    const std::string base_;
    const std::int64_t attempt_;
};

}  // namespace slipway
