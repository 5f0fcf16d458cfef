// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/files/bucket_files.h"

#include "client/files/file_answers.h"
#include "client/files/local_file.h"
#include "client/transfer/bucket_client.h"

#include <fmt/format.h>

namespace slipway {

namespace {

tl::unexpected<Error> noDirectories()
{
    return fail(ErrorCode::Unimplemented,
                "Outputs are objects, which are not renamed and have no empty folders. Upload them anew.",
                "no-directories");
}

}  // namespace

Result<FileListing> BucketFileStore::list(TransferGate& gate, const std::string& directory) const
{
    BucketClient bucket(gate, endpoint_, bucket_);
    const std::string prefix = directory.empty() ? prefix_ : prefix_ + directory + "/";
    const auto objects = bucket.list(prefix);
    if (!objects)
        return propagate(objects);
    return FileListing{directoryOf(*objects, prefix), true};
}

Result<FileBeginning> BucketFileStore::read(TransferGate& gate, const std::string& path,
                                            std::uint64_t offset_bytes, std::uint64_t size_bytes) const
{
    BucketClient bucket(gate, endpoint_, bucket_);
    BucketRequest request;
    request.key = prefix_ + path;
    request.range = fmt::format("bytes={}-{}", offset_bytes, offset_bytes + size_bytes - 1);
    auto answer = bucket.send(request);
    if (!answer && answer.error().type == "InvalidRange")
        return FileBeginning{};
    if (!answer)
        return propagate(answer);
    const std::string* range = answer->headers.find("Content-Range");
    const std::uint64_t size =
        range ? sizeOfRange(*range).value_or(answer->body.size()) : answer->body.size();
    return FileBeginning{std::move(answer->body), size};
}

Result<void> BucketFileStore::upload(TransferGate& gate, const std::filesystem::path& file,
                                     const std::string& path, Existing existing,
                                     const TransferGate::Progress& on_progress) const
{
    BucketClient bucket(gate, endpoint_, bucket_);
    BucketRequest request;
    request.key = prefix_ + path;
    if (existing == Existing::Kept) {
        request.method = "HEAD";
        if (bucket.send(request))
            return fail(ErrorCode::AlreadyExists,
                        fmt::format("\"{}\" is there already. Choose another name.", path), "file-exists",
                        "path");
    }
    const auto local = openLocalFile(gate, file);
    if (!local)
        return propagate(local);
    request.method = "PUT";
    request.source = local->part;
    request.payload_sha256 = local->digests.sha256;
    request.payload_md5 = local->digests.md5;
    const auto sent = bucket.send(request, on_progress);
    return sent ? Result<void>() : propagate(sent);
}

Result<void> BucketFileStore::remove(TransferGate& gate, const std::string& path) const
{
    BucketClient bucket(gate, endpoint_, bucket_);
    const auto below = bucket.list(prefix_ + path + "/");
    if (!below)
        return propagate(below);
    BucketRequest request;
    request.method = "DELETE";
    request.key = prefix_ + path;
    if (const auto removed = bucket.send(request); !removed)
        return propagate(removed);
    for (const s3::ObjectEntry& object : *below) {
        request.key = object.key;
        if (const auto removed = bucket.send(request); !removed)
            return propagate(removed);
    }
    return {};
}

Result<void> BucketFileStore::move(TransferGate&, const std::string&, const std::string&) const
{
    return noDirectories();
}

Result<void> BucketFileStore::makeDirectory(TransferGate&, const std::string&) const
{
    return noDirectories();
}

}  // namespace slipway
