// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/files/key_path.h"

#include "platform/objects/s3_error.h"

#include <utility>

namespace slipway {

namespace {

constexpr std::string_view mark = "%~";
constexpr std::string_view continued = "%~+";
constexpr std::size_t longest_key = 1024;
constexpr std::size_t longest_name = 253;  ///< Leaves room for besideDirectory() within 255.
constexpr std::size_t piece_bytes = 160;
constexpr std::size_t most_parts = 200;

std::string encode(std::string_view part)
{
    if (part.empty())
        return "%~e";
    if (part == ".")
        return "%~d";
    if (part == "..")
        return "%~dd";
    std::string name;
    for (std::size_t i = 0; i < part.size(); ++i) {
        if (part.substr(i, 2) == mark) {
            name += "%~~";
            ++i;
        } else {
            name += part[i];
        }
    }
    return name;
}

/// All but the last of the names are directories that continue.
std::vector<std::string> namesOf(std::string_view part)
{
    std::string name = encode(part);
    if (name.size() <= longest_name)
        return {std::move(name)};
    std::vector<std::string> names;
    while (part.size() > piece_bytes) {
        names.push_back(encode(part.substr(0, piece_bytes)).append(continued));
        part.remove_prefix(piece_bytes);
    }
    names.push_back(encode(part));
    return names;
}

}  // namespace

Result<KeyPath> pathOfKey(std::string_view key)
{
    if (key.empty() || key.find('\0') != key.npos)
        return s3Fail("InvalidArgument", "A key needs at least one byte and may not hold NUL.");
    if (key.size() > longest_key)
        return s3Fail("KeyTooLongError", "A key may have 1024 bytes at most.");
    KeyPath path;
    std::size_t parts = 1;
    for (std::size_t slash = key.find('/'); slash != key.npos; slash = key.find('/')) {
        for (std::string& name : namesOf(key.substr(0, slash)))
            path.directories.push_back(std::move(name));
        key.remove_prefix(slash + 1);
        if (++parts > most_parts)
            return s3Fail("InvalidArgument", "A key may have 200 parts between slashes at most.");
    }
    std::vector<std::string> last = namesOf(key);
    path.file = std::move(last.back());
    last.pop_back();
    for (std::string& name : last)
        path.directories.push_back(std::move(name));
    return path;
}

std::vector<std::string> directoriesOfPrefix(std::string_view prefix)
{
    std::vector<std::string> directories;
    for (std::size_t slash = prefix.find('/'); slash != prefix.npos; slash = prefix.find('/')) {
        for (std::string& name : namesOf(prefix.substr(0, slash)))
            directories.push_back(std::move(name));
        prefix.remove_prefix(slash + 1);
    }
    return directories;
}

std::string besideDirectory(std::string_view file)
{
    return std::string(file).append(mark);
}

std::optional<DecodedName> decodeName(std::string_view name)
{
    DecodedName decoded;
    if (name.ends_with(continued)) {
        decoded.continues = true;
        name.remove_suffix(continued.size());
    } else if (name.ends_with(mark)) {
        decoded.beside = true;
        name.remove_suffix(mark.size());
    }
    if (name == "%~e" && !decoded.continues)
        return decoded;
    if ((name == "%~d" || name == "%~dd") && !decoded.continues) {
        decoded.text = name == "%~d" ? "." : "..";
        return decoded;
    }
    for (std::size_t i = 0; i < name.size(); ++i) {
        decoded.text += name[i];
        if (name.substr(i, 2) != mark)
            continue;
        if (name.substr(i, 3) != "%~~")
            return std::nullopt;
        decoded.text += '~';
        i += 2;
    }
    const bool has_key = decoded.continues ? decoded.text.size() == piece_bytes
                                           : !decoded.text.empty() && name.size() <= longest_name;
    return has_key ? std::optional(std::move(decoded)) : std::nullopt;
}

}  // namespace slipway
