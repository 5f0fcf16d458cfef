// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"
#include "core/result.h"
#include "platform/objects/files/object_info.h"

#include <filesystem>
#include <string_view>

namespace slipway {

/// Where the object store keeps what is no object: next to the buckets, on their file system.
std::filesystem::path temporaryDirectory(const std::filesystem::path& objects);
std::filesystem::path uploadsDirectory(const std::filesystem::path& objects);

/// A file on its way to become an object. It is removed when nobody moved it away.
class UploadFile {
public:
    static Result<UploadFile> create(const std::filesystem::path& objects);
    ~UploadFile();
    UploadFile(UploadFile&& other) noexcept = default;
    UploadFile& operator=(UploadFile&&) = delete;

    Result<void> write(std::string_view bytes);
    /// Appends a part of another file, in the kernel where it can.
    Result<void> append(int fd, std::uint64_t offset, std::uint64_t size);
    /// Makes bytes and attributes durable; fills size and time of `info`.
    Result<void> finish(ObjectInfo& info);

    const std::filesystem::path& path() const { return path_; }
    int fd() const { return file_.get(); }

private:
    UploadFile(std::filesystem::path path, FileDescriptor file)
        : path_(std::move(path)), file_(std::move(file))
    {
    }

    std::filesystem::path path_;
    FileDescriptor file_;
};

}  // namespace slipway
