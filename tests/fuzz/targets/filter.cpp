// SPDX-License-Identifier: GPL-3.0-or-later
// What people type to filter a list, and the numbers in it.
#include "core/filter/filter_number.h"
#include "core/filter/filter_query.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

#include <cmath>

using namespace slipway;
using namespace slipway::fuzz;

namespace {

void checkTerms(std::string_view text, const std::vector<FilterTerm>& terms)
{
    std::size_t end = 0;
    for (const FilterTerm& term : terms) {
        expect(term.begin >= end && term.begin < term.end && term.end <= text.size(),
               "Terms stand in the text one after another.");
        end = term.end;
        expect(!term.key.empty() || term.values.size() == 1, "A word is one value.");
        for (const std::string& value : term.values)
            expect(!value.empty(), "No value is empty.");
        const auto alone = parseFilter(text.substr(term.begin, term.end - term.begin));
        expect(alone.size() == 1 && alone.front().means(term), "A term means the same when it stands alone.");
    }
}

void checkFormat(const std::vector<FilterTerm>& terms)
{
    const auto again = parseFilter(formatFilter(terms));
    expect(again.size() == terms.size(), "As many terms are read back as were written.");
    for (std::size_t i = 0; i < terms.size(); ++i)
        expect(again[i].means(terms[i]), "A term reads back as it was written.");
}

void checkNumbers(std::string_view text)
{
    for (const FilterUnit unit : {FilterUnit::Count, FilterUnit::Seconds, FilterUnit::Bytes}) {
        const auto number = parseFilterNumber(text, unit);
        expect(!number || std::isfinite(*number), "A number is finite.");
        expect(!number || unit == FilterUnit::Count || *number >= 0, "Times and sizes are not below zero.");
    }
    const auto day = parseFilterNumber(text, FilterUnit::Seconds);
    expect(!day || parseFilterNumber(std::string(text) + "1d", FilterUnit::Seconds) >= *day,
           "A longer time is not shorter.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = asText(data, size);
    const auto terms = parseFilter(text);
    checkTerms(text, terms);
    checkFormat(terms);
    checkNumbers(text);
    for (const FilterTerm& term : terms)
        for (const std::string& value : term.values)
            checkNumbers(value);
    return 0;
}
