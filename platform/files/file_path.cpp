// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/files/file_path.h"

#include "core/utf8.h"

namespace slipway {

namespace {

constexpr std::size_t max_depth = 64;
constexpr std::size_t max_name = 255;

bool isText(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t length = utf8SequenceLength(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

bool isName(std::string_view name)
{
    return !name.empty() && name.size() <= max_name && name != "." && name != ".." &&
           name.find('\0') == std::string_view::npos;
}

}  // namespace

Result<FilePath> parseFilePath(std::string_view text)
{
    const auto refused = [](const char* sentence) {
        return fail(ErrorCode::InvalidArgument, sentence, "bad-path", "path");
    };
    if (!isText(text))
        return refused("The path is no UTF-8. Rename the file first.");
    while (text.starts_with('/'))
        text.remove_prefix(1);
    while (text.ends_with('/'))
        text.remove_suffix(1);
    FilePath path;
    while (!text.empty()) {
        const std::size_t slash = text.find('/');
        const std::string_view name = text.substr(0, slash);
        if (!isName(name))
            return refused(
                "A path is made of names with slashes between them; steps such as \"..\" are none.");
        if (path.size() == max_depth)
            return refused("The path is deeper than 64 directories.");
        path.emplace_back(name);
        if (slash == std::string_view::npos)
            break;
        text.remove_prefix(slash + 1);
        if (text.empty() || text.front() == '/')
            return refused("The path has an empty name between two slashes.");
    }
    return path;
}

std::string formatFilePath(const FilePath& path)
{
    std::string text;
    for (const std::string& name : path)
        text += (text.empty() ? "" : "/") + name;
    return text;
}

}  // namespace slipway
