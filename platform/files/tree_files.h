// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/files/workload_files.h"

#include <filesystem>

namespace slipway {

/// Files below a directory of this machine.
class TreeFiles final : public WorkloadFiles {
public:
    /// noFilesYet() when the directory is not there.
    static Result<std::unique_ptr<WorkloadFiles>> open(const std::filesystem::path& directory);

    Result<DirectoryPage> list(const FilePath& directory, const std::string& cursor,
                               std::size_t limit) override;
    Result<bool> exists(const FilePath& path) override;
    Result<net::Response> read(const FilePath& file, const std::string& range) override;
    Result<std::unique_ptr<IncomingFile>> write(const FilePath& file, NewFile::Existing existing) override;
    Result<void> makeDirectory(const FilePath& directory) override;
    Result<void> move(const FilePath& from, const FilePath& to) override;
    Result<void> remove(const FilePath& path) override;

private:
    explicit TreeFiles(FileTree tree) : tree_(std::move(tree)) {}

    FileTree tree_;
};

}  // namespace slipway
