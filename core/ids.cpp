// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ids.h"

#include "core/random.h"

#include <fmt/format.h>

#include <array>

namespace slipway {
namespace {

constexpr std::string_view id_letters = "abcdefghijklmnopqrstuvwxyz234567";
constexpr std::string_view secret_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// Letters drawn evenly: random bytes that would favour the first ones are thrown away.
void appendRandom(std::string& text, std::size_t count, std::string_view letters)
{
    const std::size_t fair = 256 - 256 % letters.size();
    std::array<unsigned char, 64> random{};
    while (count > 0) {
        fillRandom(std::as_writable_bytes(std::span(random)));
        for (const unsigned char byte : random) {
            if (byte >= fair || count == 0)
                continue;
            text += letters[byte % letters.size()];
            --count;
        }
    }
}

bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}
bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isName(std::string_view name)
{
    if (name.empty() || name.size() > 63 || !isLower(name.front()) || name.back() == '-')
        return false;
    for (const char c : name) {
        if (!isLower(c) && !isDigit(c) && c != '-')
            return false;
    }
    return true;
}

}  // namespace

std::string newId(std::string_view prefix)
{
    std::string id(prefix);
    id += '-';
    appendRandom(id, 10, id_letters);
    return id;
}

std::string newSecret(std::size_t count)
{
    std::string secret;
    secret.reserve(count);
    appendRandom(secret, count, secret_letters);
    return secret;
}

Result<void> checkName(std::string_view name, std::string_view field)
{
    if (isName(name))
        return {};
    return fail(
        ErrorCode::InvalidArgument,
        fmt::format("\"{}\" cannot be a name. Use 1 to 63 lower-case letters, digits and hyphens, starting "
                    "with a letter and ending with a letter or digit.",
                    name.substr(0, 100)),
        "bad-name", std::string(field));
}

}  // namespace slipway
