// SPDX-License-Identifier: GPL-3.0-or-later
// Keys of objects as file names, and file names as keys.
#include "platform/objects/files/key_path.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

using namespace slipway;
using namespace slipway::fuzz;

namespace {

bool isFileName(std::string_view name)
{
    return !name.empty() && name.size() <= 255 && name != "." && name != ".." &&
           name.find_first_of(std::string_view("/\0", 2)) == name.npos;
}

std::string keyOf(const KeyPath& path)
{
    std::string key;
    for (const std::string& name : path.directories) {
        const auto decoded = decodeName(name);
        expect(decoded && !decoded->beside, "A directory's name reads back.");
        key += decoded->text + (decoded->continues ? "" : "/");
    }
    const auto decoded = decodeName(path.file);
    expect(decoded && !decoded->beside && !decoded->continues, "A file's name reads back.");
    return key + decoded->text;
}

void checkKey(std::string_view key)
{
    const auto path = pathOfKey(key);
    if (!path)
        return;
    for (const std::string& name : path->directories)
        expect(isFileName(name), "No part of a key leaves its directory.");
    expect(isFileName(path->file), "No key names anything but a file.");
    expect(keyOf(*path) == key, "A key reads back from its path.");
    const std::string beside = besideDirectory(path->file);
    const auto decoded = decodeName(beside);
    expect(isFileName(beside) && decoded && decoded->beside,
           "An object fits beside a directory of its name.");
    const auto above = directoriesOfPrefix(key);
    expect(above.size() <= path->directories.size() &&
               std::equal(above.begin(), above.end(), path->directories.begin()),
           "A key lies below the directories of its prefix.");
}

/// `name` as somebody could have made it in a bucket's directory.
void checkName(std::string_view name)
{
    if (!isFileName(name))
        return;
    const auto decoded = decodeName(name);
    if (!decoded)
        return;
    expect(decoded->text.find('/') == std::string::npos, "A name is one part of a key.");
    if (decoded->continues) {
        const auto path = pathOfKey(decoded->text + std::string(300, 'x'));
        expect(path && path->directories.size() > 1 && path->directories[0] == name,
               "A directory that continues is that of some key.");
        return;
    }
    const auto path = pathOfKey("part/" + decoded->text);
    expect(path && path->directories.size() == 1, "A name is that of some key.");
    expect(name == (decoded->beside ? besideDirectory(path->file) : path->file), "A part has one name.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = asText(data, size);
    checkKey(text);
    checkName(text);
    return 0;
}
