// SPDX-License-Identifier: GPL-3.0-or-later
// The way to a file of a workload, as a request names it.
#include "platform/files/file_path.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

using namespace slipway;
using namespace slipway::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto path = parseFilePath(asText(data, size));
    if (!path)
        return 0;
    expect(path->size() <= 64, "No path is deeper than 64 directories.");
    for (const std::string& name : *path)
        expect(!name.empty() && name.size() <= 255 && name != "." && name != ".." &&
                   name.find_first_of(std::string_view("/\0", 2)) == name.npos,
               "No name leads elsewhere.");
    const auto again = parseFilePath(formatFilePath(*path));
    expect(again && *again == *path, "A path reads back as itself.");
    return 0;
}
