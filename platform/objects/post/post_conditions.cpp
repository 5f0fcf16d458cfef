// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/post/post_conditions.h"

#include "core/json.h"
#include "platform/objects/payload/receive_body.h"
#include "platform/objects/s3_error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>

namespace slipway {

namespace {

constexpr std::size_t most_rules = 200;
constexpr std::string_view range_word = "content-length-range";

tl::unexpected<Error> noPolicy(const std::string& what)
{
    return s3Fail("InvalidPolicyDocument", "The form's policy cannot be used: " + what + ".");
}

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

Result<void> readRange(const Json& condition, PostConditions& conditions)
{
    if (condition.size() != 3 || !condition[1].is_number_unsigned() || !condition[2].is_number_unsigned())
        return noPolicy("\"content-length-range\" takes two numbers of bytes");
    conditions.smallest_bytes = std::max(conditions.smallest_bytes, condition[1].get<std::uint64_t>());
    conditions.largest_bytes = std::min(conditions.largest_bytes, condition[2].get<std::uint64_t>());
    return {};
}

/// ["starts-with", "$key", "user/"]
Result<void> readTriple(const Json& condition, PostConditions& conditions)
{
    if (condition.empty() || !condition[0].is_string())
        return noPolicy("a condition does not say how it is meant");
    const std::string word = lower(condition[0].get<std::string>());
    if (word == range_word)
        return readRange(condition, conditions);
    const bool good = condition.size() == 3 && condition[1].is_string() && condition[2].is_string() &&
                      condition[1].get_ref<const std::string&>().starts_with('$') &&
                      (word == "eq" || word == "starts-with");
    if (!good)
        return noPolicy("a condition must be of the form [\"eq\" or \"starts-with\", \"$FIELD\", \"TEXT\"]");
    conditions.rules.push_back(
        {word == "eq" ? PostConditions::Match::Equal : PostConditions::Match::StartsWith,
         lower(condition[1].get<std::string>().substr(1)), condition[2].get<std::string>()});
    return {};
}

/// {"bucket": "name"}
Result<void> readPairs(const Json& condition, PostConditions& conditions)
{
    for (const auto& [field, value] : condition.items()) {
        if (!value.is_string())
            return noPolicy("the value of \"" + field + "\" is no text");
        conditions.rules.push_back({PostConditions::Match::Equal, lower(field), value.get<std::string>()});
    }
    return {};
}

bool needsNoRule(const std::string& field)
{
    return field == "policy" || field == "x-amz-signature" || field == "file" ||
           field.starts_with("x-ignore-");
}

}  // namespace

Result<PostConditions> parsePostConditions(std::string_view document)
{
    const Result<Json> json = parseJson(document);
    if (!json || !json->is_object() || json->size() != 2 || !json->contains("expiration") ||
        !json->contains("conditions") || !(*json)["expiration"].is_string() ||
        !(*json)["conditions"].is_array())
        return noPolicy("it must be a JSON object with \"expiration\" and \"conditions\"");
    PostConditions conditions;
    conditions.largest_bytes = largest_put;
    const Result<Timestamp> expires = parseTimestamp((*json)["expiration"].get<std::string>());
    if (!expires)
        return noPolicy("its expiration must be a time such as 2026-11-30T12:00:00.000Z");
    conditions.expires = *expires;
    for (const Json& condition : (*json)["conditions"]) {
        Result<void> read = noPolicy("a condition is neither an object nor a list");
        if (condition.is_object())
            read = readPairs(condition, conditions);
        else if (condition.is_array())
            read = readTriple(condition, conditions);
        if (!read)
            return propagate(read);
        if (conditions.rules.size() > most_rules)
            return noPolicy(fmt::format("it has more than {} conditions", most_rules));
    }
    return conditions;
}

Result<void> checkPost(const PostConditions& conditions, const sigv4::FormFields& fields,
                       std::string_view bucket, Timestamp time)
{
    if (time >= conditions.expires)
        return s3Fail("AccessDenied", "The form's policy has expired. Ask for a new one.");
    sigv4::FormFields known = fields;
    if (!find(known, "bucket"))
        known.emplace_back("bucket", bucket);
    for (const PostConditions::Rule& rule : conditions.rules) {
        const std::string* value = find(known, rule.field);
        const std::string_view text = value ? std::string_view(*value) : std::string_view();
        const bool equal = rule.match == PostConditions::Match::Equal;
        if (equal ? text != rule.value : !text.starts_with(rule.value))
            return s3Fail("AccessDenied", fmt::format("The form's policy wants \"{}\" to {} \"{}\".",
                                                      rule.field, equal ? "be" : "begin with", rule.value));
    }
    for (std::size_t i = 0; i < known.size(); ++i) {
        const std::string& name = known[i].first;
        const auto same = [&](const auto& other) { return other.first == name; };
        if (std::any_of(known.begin(), known.begin() + static_cast<std::ptrdiff_t>(i), same))
            return s3Fail("InvalidArgument", fmt::format("The form has the field \"{}\" twice.", name));
        const bool ruled = std::any_of(conditions.rules.begin(), conditions.rules.end(),
                                       [&](const auto& rule) { return rule.field == name; });
        if (!ruled && !needsNoRule(name))
            return s3Fail("AccessDenied",
                          fmt::format("The form's policy says nothing of the field \"{}\".", name));
    }
    if (std::string_view said = *find(known, "bucket"); said != bucket)
        return s3Fail("AccessDenied", "The form names another bucket than its address.");
    return {};
}

}  // namespace slipway
