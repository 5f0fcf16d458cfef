// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <vector>

namespace slipway {
namespace {

constexpr std::size_t max_depth = 64;

/// "line 3, column 7" of the byte at `offset`, both counted from 1.
std::string placeOf(std::string_view text, std::size_t offset)
{
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0: the first line
    return fmt::format("line {}, column {}", lines + 1, before.size() - line_start + 1);
}

/// Only looks: refuses what is too deep or has a key twice, and remembers why.
class Inspector final : public nlohmann::json_sax<Json> {
public:
    explicit Inspector(std::string_view text) : text_(text) {}

    const std::string& complaint() const { return complaint_; }

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return enter(); }
    bool end_object() override { return leave(); }
    bool start_array(std::size_t) override { return enter(); }
    bool end_array() override { return leave(); }

    bool key(string_t& name) override
    {
        if (keys_.back().insert(name).second)
            return true;
        complaint_ =
            fmt::format("The JSON has the member \"{}\" twice in one object. Keep one of them.", name);
        return false;
    }

    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::detail::exception& error) override
    {
        const std::string place = placeOf(text_, position == 0 ? 0 : position - 1);
        if (error.id == 406)
            complaint_ = fmt::format("The JSON has a number that is too large at {}.", place);
        else
            complaint_ = fmt::format("The text is not valid JSON at {}.", place);
        return false;
    }

private:
    bool enter()
    {
        keys_.emplace_back();
        if (keys_.size() <= max_depth)
            return true;
        complaint_ = fmt::format("The JSON is nested deeper than {} levels. Make it flatter.", max_depth);
        return false;
    }

    bool leave()
    {
        keys_.pop_back();
        return true;
    }

    std::string_view text_;
    std::vector<std::set<std::string>> keys_;
    std::string complaint_;
};

}  // namespace

Result<Json> parseJson(std::string_view text)
{
    try {
        Inspector inspector(text);
        if (!Json::sax_parse(text, &inspector))
            return fail(ErrorCode::InvalidArgument, inspector.complaint(), "bad-json");
        return Json::parse(text);
    } catch (const std::exception& error) {
        return fail(ErrorCode::InvalidArgument, fmt::format("The text is not valid JSON: {}.", error.what()),
                    "bad-json");
    }
}

std::string dumpJson(const Json& value)
{
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace slipway
