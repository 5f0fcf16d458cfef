// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/filter_query.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace slipway {

namespace {

/// Longer ones first, so that ">=" is not read as ">".
constexpr std::array<std::pair<std::string_view, FilterOperator>, 7> operators{{
    {"!=", FilterOperator::NotEqual},
    {">=", FilterOperator::GreaterOrEqual},
    {"<=", FilterOperator::LessOrEqual},
    {":", FilterOperator::Has},
    {"=", FilterOperator::Equal},
    {">", FilterOperator::Greater},
    {"<", FilterOperator::Less},
}};

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isKeyCharacter(char c)
{
    return isLetter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

std::string lower(std::string_view text)
{
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return result;
}

class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    std::vector<FilterTerm> readAll()
    {
        std::vector<FilterTerm> terms;
        while (skipBlanks()) {
            FilterTerm term = read();
            if (!term.key.empty() || !term.values.empty())
                terms.push_back(std::move(term));
        }
        return terms;
    }

private:
    enum class Commas { Separate, Belong };

    bool skipBlanks()
    {
        while (at_ < text_.size() && isBlank(text_[at_]))
            ++at_;
        return at_ < text_.size();
    }

    FilterTerm read()
    {
        FilterTerm term;
        term.begin = at_;
        if (text_[at_] == '-' && at_ + 1 < text_.size() && !isBlank(text_[at_ + 1])) {
            term.sense = FilterTerm::Sense::Drop;
            ++at_;
        }
        const bool has_key = readKey(term);
        term.values = readValues(has_key ? Commas::Separate : Commas::Belong);
        term.end = at_;
        return term;
    }

    bool readKey(FilterTerm& term)
    {
        std::size_t end = at_;
        if (!isLetter(text_[end]))
            return false;
        while (end < text_.size() && isKeyCharacter(text_[end]))
            ++end;
        for (const auto& [written, comparison] : operators) {
            if (!text_.substr(end).starts_with(written))
                continue;
            term.key = lower(text_.substr(at_, end - at_));
            term.comparison = comparison;
            at_ = end + written.size();
            return true;
        }
        return false;
    }

    std::vector<std::string> readValues(Commas commas)
    {
        std::vector<std::string> values(1);
        while (at_ < text_.size() && !isBlank(text_[at_])) {
            const char c = text_[at_++];
            if (c == '"')
                readQuoted(values.back());
            else if (c == ',' && commas == Commas::Separate)
                values.emplace_back();
            else
                values.back() += c;
        }
        std::erase(values, std::string());
        return values;
    }

    /// Up to the closing quote, or to the end where it has not been typed yet.
    void readQuoted(std::string& value)
    {
        while (at_ < text_.size() && text_[at_] != '"') {
            if (text_[at_] == '\\' && at_ + 1 < text_.size() &&
                (text_[at_ + 1] == '"' || text_[at_ + 1] == '\\'))
                ++at_;
            value += text_[at_++];
        }
        at_ = std::min(at_ + 1, text_.size());
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

bool isPlain(std::string_view value)
{
    return !value.empty() && isKeyCharacter(value.front()) && value.front() != '-' &&
           std::all_of(value.begin(), value.end(),
                       [](char c) { return isKeyCharacter(c) || c == '.' || c == '/'; });
}

}  // namespace

std::string_view textOf(FilterOperator comparison)
{
    const auto* const found = std::find_if(operators.begin(), operators.end(), [&](const auto& candidate) {
        return candidate.second == comparison;
    });
    return found->first;
}

bool FilterTerm::means(const FilterTerm& other) const
{
    return sense == other.sense && key == other.key && comparison == other.comparison &&
           values == other.values;
}

std::vector<FilterTerm> parseFilter(std::string_view text)
{
    return Reader(text).readAll();
}

std::string quoteFilterValue(std::string_view value)
{
    if (isPlain(value))
        return std::string(value);
    std::string quoted = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

std::string formatFilter(const std::vector<FilterTerm>& terms)
{
    std::string text;
    for (const FilterTerm& term : terms) {
        if (!text.empty())
            text += ' ';
        if (term.sense == FilterTerm::Sense::Drop)
            text += '-';
        if (!term.key.empty())
            text.append(term.key).append(textOf(term.comparison));
        for (std::size_t i = 0; i < term.values.size(); ++i)
            text.append(i == 0 ? "" : ",").append(quoteFilterValue(term.values[i]));
    }
    return text;
}

}  // namespace slipway
