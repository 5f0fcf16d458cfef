// SPDX-License-Identifier: GPL-3.0-or-later
// YAML as `slipwayctl apply` reads it.
#include "core/json.h"
#include "core/yaml/yaml_documents.h"
#include "core/yaml/yaml_writer.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

#include <nlohmann/json.hpp>

#include <set>

using namespace slipway;
using namespace slipway::fuzz;

namespace {

std::size_t takeDigits(std::string_view& text)
{
    const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
    text.remove_prefix(count);
    return count;
}

bool takeOneOf(std::string_view& text, std::string_view choices)
{
    if (text.empty() || choices.find(text[0]) == choices.npos)
        return false;
    text.remove_prefix(1);
    return true;
}

/// Whether YAML 1.2's core schema has a number in decimal there.
bool isNumber(std::string_view text)
{
    takeOneOf(text, "+-");
    std::size_t digits = takeDigits(text);
    if (takeOneOf(text, "."))
        digits += takeDigits(text);
    if (digits == 0)
        return false;
    if (takeOneOf(text, "eE")) {
        takeOneOf(text, "+-");
        if (takeDigits(text) == 0)
            return false;
    }
    return text.empty();
}

void checkScalar(const std::string& text)
{
    static const std::set<std::string> words{"",     "~",    "null",  "Null",  "NULL", "true",
                                             "True", "TRUE", "false", "False", "FALSE"};
    if (needsQuotes(text))
        expect(words.contains(text) || isNumber(text),
               "Only words and numbers of the core schema need quotes.");
}

/// A name of a member has to fit into one line of 1,024 characters, which only names written by hand do not.
bool hasLongName(const Json& json)
{
    if (json.is_object())
        for (const auto& [name, value] : json.items())
            if (name.size() > 200 || hasLongName(value))
                return true;
    if (json.is_array())
        for (const Json& value : json)
            if (hasLongName(value))
                return true;
    return false;
}

void checkWriter(const Json& json)
{
    if (json.is_null() || hasLongName(json))
        return;
    const auto again = readYaml(writeYaml(json), "written.yaml");
    expect(again && again->size() == 1, "What is written is one document.");
    expect(Json::parse(again->front().json) == json, "What is written reads back as the same.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = asText(data, size);
    checkScalar(std::string(text));
    const auto documents = readYaml(text, "file.yaml");
    if (!documents) {
        expect(documents.error().message.starts_with("file.yaml:"), "An error says where it is.");
        return 0;
    }
    for (const YamlDocument& document : *documents) {
        const Place place = document.placeOf("spec.env.A");
        expect(place.line >= 1 && place.column >= 1, "Every place is one in the file.");
        expect(Json::accept(document.json), "A document becomes JSON.");
        checkWriter(Json::parse(document.json));
    }
    return 0;
}
