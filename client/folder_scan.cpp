// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/dataset_upload.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>

namespace slipway {
namespace {

namespace fs = std::filesystem;

std::string lowerExtension(const std::string& name)
{
    const auto dot = name.rfind('.');
    std::string extension = dot == std::string::npos ? std::string() : name.substr(dot);
    std::ranges::transform(extension, extension.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension;
}

template <std::size_t N>
bool isOneOf(const std::string& word, const std::array<std::string_view, N>& words)
{
    return std::ranges::find(words, word) != words.end();
}

/// The task that most of the files speak for; annotation files beside images speak for detection.
std::string suggestTask(const std::vector<FolderScan::File>& files)
{
    static constexpr std::array<std::string_view, 8> images{".jpg",  ".jpeg", ".png", ".bmp",
                                                            ".webp", ".tif",  ".gif", ".tiff"};
    static constexpr std::array<std::string_view, 5> sounds{".wav", ".flac", ".mp3", ".ogg", ".m4a"};
    static constexpr std::array<std::string_view, 5> tables{".csv", ".tsv", ".parquet", ".arrow", ".libsvm"};
    static constexpr std::array<std::string_view, 3> texts{".txt", ".jsonl", ".text"};
    std::map<std::string, std::size_t> votes;
    std::size_t annotations = 0;
    for (const auto& file : files) {
        const std::string extension = lowerExtension(file.relative);
        if (isOneOf(extension, images))
            ++votes["image-classification"];
        else if (isOneOf(extension, sounds))
            ++votes["speech"];
        else if (isOneOf(extension, tables))
            ++votes["tabular"];
        else if (isOneOf(extension, texts))
            ++votes["text-classification"];
        annotations += extension == ".xml" || file.relative.find("annotations") != std::string::npos ||
                       file.relative.starts_with("labels/");
    }
    if (votes.empty())
        return "other";
    if (annotations > 0 && votes["image-classification"] > 0)
        return "detection";
    return std::ranges::max_element(votes, {}, &std::pair<const std::string, std::size_t>::second)->first;
}

tl::unexpected<Error> unreadable(const fs::path& folder, const std::error_code& error)
{
    return fail(ErrorCode::InvalidArgument,
                fmt::format("The folder {} cannot be read: {}.", folder.string(), error.message()),
                "unreadable-folder", "folder");
}

}  // namespace

Result<FolderScan> scanFolder(const fs::path& folder, const std::function<bool()>& stopped)
{
    std::error_code error;
    const auto status = fs::status(folder, error);
    if (status.type() == fs::file_type::not_found)
        return fail(ErrorCode::NotFound,
                    fmt::format("There is no folder {}. Choose one that exists.", folder.string()),
                    "no-folder", "folder");
    if (status.type() != fs::file_type::directory)
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("{} is no folder. Choose the folder that holds the files.", folder.string()),
                    "no-folder", "folder");
    FolderScan scan;
    fs::recursive_directory_iterator entry(folder, error), end;
    for (; !error && entry != end; entry.increment(error)) {
        if (stopped && stopped())
            return fail(ErrorCode::Canceled, "Reading the folder was cancelled.");
        const bool hidden = entry->path().filename().native().starts_with('.');
        if (hidden || entry->is_symlink(error)) {
            entry.disable_recursion_pending();
            ++scan.left_out;
        } else if (entry->is_regular_file(error)) {
            const auto size = entry->file_size(error);
            if (error)
                break;
            scan.files.push_back({entry->path().lexically_relative(folder).generic_string(), size});
            scan.size_bytes += size;
        } else if (!entry->is_directory(error)) {
            ++scan.left_out;
        }
    }
    if (error)
        return unreadable(folder, error);
    std::ranges::sort(scan.files, {}, &FolderScan::File::relative);
    scan.suggested_task = suggestTask(scan.files);
    return scan;
}

}  // namespace slipway
