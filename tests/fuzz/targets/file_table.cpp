// SPDX-License-Identifier: GPL-3.0-or-later
// The list of a task's files on demand, which one process of the runner leaves to another.
#include "runner/data/ondemand/file_table.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

using namespace slipway;
using namespace slipway::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto table = FileTable::parse(std::string(asText(data, size)));
    if (!table) {
        expect(!table.error().message.empty(), "A refusal says why.");
        return 0;
    }
    std::string written;
    for (std::size_t i = 0; i < table->size(); ++i)
        FileTable::append(table->at(i), written);
    const auto again = FileTable::parse(written);
    expect(again && again->size() == table->size(), "A table reads back as it was written.");
    for (std::size_t i = 0; i < table->size(); ++i) {
        expect(again->at(i) == table->at(i), "A file reads back as it was written.");
        const auto found = table->find(table->at(i).inode);
        expect(found && table->at(*found).inode == table->at(i).inode, "Each file is found by its inode.");
    }
    return 0;
}
