// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// How a term's values are held against a row.
enum class FilterOperator {
    Has,  ///< key:value, and words
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
};

/// The operator as it is written: ">=".
std::string_view textOf(FilterOperator comparison);

/// One condition of a filter.
struct FilterTerm {
    enum class Sense { Keep, Drop };

    Sense sense = Sense::Keep;
    std::string key;  ///< In lower case; empty for words and phrases.
    FilterOperator comparison = FilterOperator::Has;
    std::vector<std::string> values;  ///< One is enough; none while they are still being typed.
    std::size_t begin = 0;            ///< Where it stands in the text, in bytes.
    std::size_t end = 0;

    /// Whether both mean the same, wherever they stand.
    bool means(const FilterTerm& other) const;
};

/// Reads what somebody types to filter a list: every term must hold.
///
/// Terms are words, "quoted phrases", key:value, key:one,another, key=value, key!=value, key>1 and so on; a
/// hyphen before a term drops what it finds. Quotes hold blanks, commas and colons; within them a backslash
/// stands before a quote or another backslash. Whatever is typed means something: nothing is refused.
std::vector<FilterTerm> parseFilter(std::string_view text);

/// A text that parseFilter reads as these terms.
std::string formatFilter(const std::vector<FilterTerm>& terms);

/// A value as it is written in a filter: quoted where it must be.
std::string quoteFilterValue(std::string_view value);

}  // namespace slipway
