// SPDX-License-Identifier: GPL-3.0-or-later
// The records of an attempt: every input is read as each of them.
#include "core/json.h"
#include "runner/records/attempt_records.h"
#include "runner/records/task_file.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace slipway;
using namespace slipway::fuzz;

namespace {

/// Whether `read` says nothing else than `written` said, for members that are no times.
bool saysTheSame(const Json& written, const Json& read)
{
    if (read.is_array())
        return std::equal(written.begin(), written.end(), read.begin(), read.end(), saysTheSame);
    if (!read.is_object())
        return written == read;
    for (const auto& [name, value] : read.items()) {
        const auto said = written.find(name);
        if (said == written.end() || said->is_null() || name.ends_with("_at"))
            continue;
        if (!saysTheSame(*said, value))
            return false;
    }
    return true;
}

template <class Parse, class Format>
void check(std::string_view text, Parse parse, Format format)
{
    const auto record = parse(text);
    if (!record) {
        expect(!record.error().message.empty(), "A refusal says why.");
        return;
    }
    const std::string written = format(*record);
    const auto again = parse(written);
    expect(again && format(*again) == written, "A record reads back as it was written.");
    expect(saysTheSame(*parseJson(text), *parseJson(written)), "Nothing is read that a record does not say.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = asText(data, size);
    const auto format = [](const auto& record) { return formatRecord(record); };
    check(text, parseTaskFile, formatTaskFile);
    check(text, parseWaiterRecord, format);
    check(text, parseChildRecord, format);
    check(text, parseStopRequest, format);
    check(text, parseExitRecord, format);
    return 0;
}
