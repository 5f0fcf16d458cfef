// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/local/workspace/sdk_copy.h"

#include "core/hash.h"
#include "platform/files/remove_tree.h"

#include <algorithm>
#include <string>
#include <vector>

namespace slipway {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t name_digits = 16;

tl::unexpected<Error> cannotCopy(const fs::path& sdk, const std::string& why)
{
    return fail(ErrorCode::Unavailable,
                "The Python SDK in " + sdk.string() + " cannot be copied: " + why + ".");
}

/// The SDK's sources, relative to it, in order.
std::vector<fs::path> sourcesOf(const fs::path& sdk, std::error_code& error)
{
    std::vector<fs::path> sources;
    for (auto entry = fs::recursive_directory_iterator(sdk, error);
         !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        if (entry->path().extension() == ".py" && entry->is_regular_file(error)) {
            sources.push_back(entry->path().lexically_relative(sdk));
        }
    }
    std::sort(sources.begin(), sources.end());
    return sources;
}

Result<std::string> digestOf(const fs::path& sdk, const std::vector<fs::path>& sources)
{
    std::string list;
    for (const fs::path& source : sources) {
        const Result<std::string> content = sha256File(sdk / source);
        if (!content) {
            return content;
        }
        list += *content + "  " + source.string() + "\n";
    }
    return hex(sha256(list)).substr(0, name_digits);
}

}  // namespace

Result<fs::path> copySdk(const fs::path& sdk, const fs::path& directory)
{
    std::error_code error;
    const std::vector<fs::path> sources = sourcesOf(sdk, error);
    if (error) {
        return cannotCopy(sdk, error.message());
    }
    const Result<std::string> digest = digestOf(sdk, sources);
    if (!digest) {
        return propagate(digest);
    }
    const fs::path target = directory / *digest;
    if (fs::exists(target, error)) {
        return target;
    }
    const fs::path beside = directory / (*digest + ".new");
    if (const Result<void> cleared = removeTree(beside); !cleared) {
        return propagate(cleared);
    }
    for (const fs::path& source : sources) {
        fs::create_directories((beside / source).parent_path(), error);
        fs::copy_file(sdk / source, beside / source, error);
        fs::permissions(beside / source,
                        fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read |
                            fs::perms::others_read,
                        error);
        if (error) {
            return cannotCopy(sdk, error.message());
        }
    }
    fs::rename(beside, target, error);
    return error ? Result<fs::path>(cannotCopy(sdk, error.message())) : target;
}

}  // namespace slipway
