// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/time.h"
#include "platform/objects/files/object_info.h"
#include "platform/objects/files/upload_file.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// One part as it lies in the upload's directory, in a file named "00001.MD5".
struct UploadPart {
    std::uint64_t number = 0;
    std::string etag;
    std::uint64_t size_bytes = 0;
    Timestamp modified{};
};

/// A multipart upload in progress: DIR/objects/.slipway/uploads/ID, with what its object shall be in
/// "upload.json".
class MultipartUpload {
public:
    std::string id, bucket, key, owner;
    Timestamp initiated{};
    ObjectInfo wishes;  ///< Headers and metadata of the object to be.

    static Result<MultipartUpload> create(const std::filesystem::path& objects, MultipartUpload upload);
    /// "NoSuchUpload" when there is none with this id for this bucket and key.
    static Result<MultipartUpload> open(const std::filesystem::path& objects, const std::string& id,
                                        const std::string& bucket, const std::string& key);
    /// Those of a bucket, by key and then id.
    static std::vector<MultipartUpload> list(const std::filesystem::path& objects, const std::string& bucket);

    /// Keeps a finished file as a part; several of one number may be there until the upload is complete.
    Result<void> addPart(const UploadFile& file, std::uint64_t number, const std::string& etag) const;
    /// The newest of every number, in order.
    std::vector<UploadPart> parts() const;
    /// "InvalidPart" when there is no part of this number and ETag.
    Result<UploadPart> part(std::uint64_t number, const std::string& etag) const;
    Result<void> appendPart(const UploadPart& part, UploadFile& target) const;

    /// Deletes the upload and its parts.
    void remove() const;

private:
    static Result<MultipartUpload> read(const std::filesystem::path& directory);
    std::vector<UploadPart> allParts() const;

    std::filesystem::path directory_;
};

}  // namespace slipway
