// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/files/tree_files.h"

#include "platform/files/remove_tree.h"

#include <fmt/format.h>

#include <cerrno>

namespace slipway {

namespace {

class IncomingHere final : public IncomingFile {
public:
    explicit IncomingHere(NewFile file) : file_(std::move(file)) {}

    Result<void> write(std::string_view bytes) override { return file_.write(bytes); }
    Result<void> finish() override { return file_.finish(); }

private:
    NewFile file_;
};

net::Response fileResponse(OpenedFile opened, const std::string& wanted)
{
    net::Response response;
    response.headers.set("Accept-Ranges", "bytes");
    response.headers.set("Slipway-File-Size", std::to_string(opened.size_bytes));
    bool satisfiable = true;
    const auto range = net::parseRange(wanted, opened.size_bytes, satisfiable);
    if (!satisfiable) {
        response.headers.set("Content-Range", fmt::format("bytes */{}", opened.size_bytes));
        response.status = 416;
        return response;
    }
    const std::uint64_t first = range ? range->first : 0;
    const std::uint64_t size = range ? range->last - range->first + 1 : opened.size_bytes;
    if (range) {
        response.status = 206;
        response.headers.set("Content-Range",
                             fmt::format("bytes {}-{}/{}", range->first, range->last, opened.size_bytes));
    }
    const auto file = std::make_shared<const FileDescriptor>(std::move(opened.file));
    response.body = net::FileBody{fmt::format("/proc/self/fd/{}", file->get()), first, size, file};
    return response;
}

}  // namespace

tl::unexpected<Error> noFilesYet()
{
    return fail(ErrorCode::NotFound, "There are no files yet: they are made when it first starts.",
                "no-files-yet", "path");
}

Result<std::unique_ptr<WorkloadFiles>> TreeFiles::open(const std::filesystem::path& directory)
{
    auto tree = FileTree::open(directory);
    if (!tree && tree.error().code == ErrorCode::NotFound)
        return noFilesYet();
    if (!tree)
        return propagate(tree);
    return std::unique_ptr<WorkloadFiles>(new TreeFiles(std::move(*tree)));
}

Result<DirectoryPage> TreeFiles::list(const FilePath& directory, const std::string& cursor, std::size_t limit)
{
    return tree_.list(directory, cursor, limit);
}

Result<bool> TreeFiles::exists(const FilePath& path)
{
    return tree_.exists(path);
}

Result<net::Response> TreeFiles::read(const FilePath& file, const std::string& range)
{
    auto opened = tree_.read(file);
    return opened ? Result<net::Response>(fileResponse(std::move(*opened), range)) : propagate(opened);
}

Result<std::unique_ptr<IncomingFile>> TreeFiles::write(const FilePath& file, NewFile::Existing existing)
{
    auto begun = NewFile::begin(tree_, file, existing);
    if (!begun)
        return propagate(begun);
    return std::make_unique<IncomingHere>(std::move(*begun));
}

Result<void> TreeFiles::makeDirectory(const FilePath& directory)
{
    return tree_.makeDirectory(directory);
}

Result<void> TreeFiles::move(const FilePath& from, const FilePath& to)
{
    return tree_.move(from, to);
}

Result<void> TreeFiles::remove(const FilePath& path)
{
    const auto there = exists(path);
    if (!there)
        return propagate(there);
    if (!*there || path.empty())
        return fileError(ENOENT, path);
    const auto directory = tree_.openDirectory(parentOf(path));
    if (!directory)
        return propagate(directory);
    // The directory is held open, so that nobody can swap it for another meanwhile.
    return removeTree(std::filesystem::path(fmt::format("/proc/self/fd/{}", directory->get())) / path.back());
}

}  // namespace slipway
