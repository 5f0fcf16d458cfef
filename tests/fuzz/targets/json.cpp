// SPDX-License-Identifier: GPL-3.0-or-later
// JSON from clients, servers and files.
#include "core/json.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

#include <nlohmann/json.hpp>

using namespace slipway;
using namespace slipway::fuzz;

namespace {

std::size_t depthOf(const Json& json)
{
    std::size_t deepest = 0;
    if (json.is_structured()) {
        for (const Json& item : json)
            deepest = std::max(deepest, depthOf(item) + 1);
        deepest = std::max<std::size_t>(deepest, 1);
    }
    return deepest;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto json = parseJson(asText(data, size));
    if (!json) {
        expect(json.error().type == "bad-json" && !json.error().message.empty(), "A refusal says why.");
        return 0;
    }
    expect(depthOf(*json) <= 64, "JSON is at most 64 levels deep.");
    const std::string text = dumpJson(*json);
    expect(json->dump() == text, "What was parsed holds no broken text.");
    const auto again = parseJson(text);
    expect(again && *again == *json, "JSON reads back as it was written.");
    return 0;
}
