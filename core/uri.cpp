// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/uri.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace slipway {
namespace {

constexpr std::string_view upper_hex = "0123456789ABCDEF";

bool isUnreserved(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

unsigned short defaultPort(std::string_view scheme)
{
    return scheme == "https" ? 443 : 80;
}

std::optional<unsigned short> parsePort(std::string_view text)
{
    unsigned short port = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), port);
    if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size() || port == 0)
        return std::nullopt;
    return port;
}

/// Whether every byte may stand in a URL as it is: no spaces, controls, or bytes beyond ASCII.
bool isPrintable(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

/// Reads "host", "host:port" or "[::1]:port" into `url`, whose scheme is set.
bool readAuthority(std::string_view authority, Url& url)
{
    std::string_view host = authority;
    std::string_view port;
    bool has_port = false;
    if (authority.starts_with('[')) {
        const std::size_t close = authority.find(']');
        if (close == std::string_view::npos)
            return false;
        host = authority.substr(1, close - 1);
        const std::string_view rest = authority.substr(close + 1);
        if (!rest.empty() && rest.front() != ':')
            return false;
        has_port = !rest.empty();
        port = has_port ? rest.substr(1) : rest;
        if (host.find_first_not_of("0123456789abcdefABCDEF:.") != std::string_view::npos)
            return false;
    } else if (const std::size_t colon = authority.find(':'); colon != std::string_view::npos) {
        has_port = true;
        host = authority.substr(0, colon);
        port = authority.substr(colon + 1);
    }
    if (host.empty() || host.find_first_of("@[]\\<>\"{}|^`") != std::string_view::npos)
        return false;
    const auto number = has_port ? parsePort(port) : std::optional(defaultPort(url.scheme));
    if (!number)
        return false;
    url.host = host;
    url.port = *number;
    return true;
}

tl::unexpected<Error> badUrl(std::string_view text)
{
    return fail(ErrorCode::InvalidArgument,
                fmt::format("\"{}\" is not an address. Write it as http://host:port or https://host.", text),
                "bad-url");
}

}  // namespace

std::string percentEncode(std::string_view text, Slash slash)
{
    std::string encoded;
    encoded.reserve(text.size());
    for (const char c : text) {
        if (isUnreserved(c) || (c == '/' && slash == Slash::Keep)) {
            encoded += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += upper_hex[byte >> 4];
        encoded += upper_hex[byte & 15];
    }
    return encoded;
}

Result<std::string> percentDecode(std::string_view text)
{
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            const int high = i + 2 < text.size() ? hexValue(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hexValue(text[i + 2]) : -1;
            if (high < 0 || low < 0)
                return fail(
                    ErrorCode::InvalidArgument,
                    fmt::format("\"{}\" holds a '%' that is not followed by two hexadecimal digits.", text),
                    "bad-encoding");
            c = static_cast<char>(high * 16 + low);
            i += 2;
        }
        if (c == '\0')
            return fail(ErrorCode::InvalidArgument, "The address holds a zero byte, which no name can hold.",
                        "bad-encoding");
        decoded += c;
    }
    return decoded;
}

Result<QueryParameters> parseQuery(std::string_view query)
{
    QueryParameters parameters;
    while (!query.empty()) {
        const std::string_view part = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(part.size() + 1, query.size()));
        if (part.empty())
            continue;
        const std::size_t equals = part.find('=');
        auto key = percentDecode(part.substr(0, equals));
        if (!key)
            return propagate(key);
        auto value = percentDecode(equals == std::string_view::npos ? "" : part.substr(equals + 1));
        if (!value)
            return propagate(value);
        parameters.emplace_back(std::move(*key), std::move(*value));
    }
    return parameters;
}

std::string formatQuery(const QueryParameters& parameters)
{
    std::string query;
    for (const auto& [key, value] : parameters) {
        if (!query.empty())
            query += '&';
        query += percentEncode(key) + '=' + percentEncode(value);
    }
    return query;
}

const std::string* find(const QueryParameters& parameters, std::string_view name)
{
    for (const auto& [key, value] : parameters) {
        if (key == name)
            return &value;
    }
    return nullptr;
}

Result<Url> Url::parse(std::string_view text)
{
    Url url;
    std::string_view rest = text;
    const std::size_t colon = text.find("://");
    if (colon == std::string_view::npos || !isPrintable(text))
        return badUrl(text);
    url.scheme = text.substr(0, colon);
    std::transform(url.scheme.begin(), url.scheme.end(), url.scheme.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (url.scheme != "http" && url.scheme != "https")
        return badUrl(text);
    rest.remove_prefix(colon + 3);
    rest = rest.substr(0, rest.find('#'));
    const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
    if (!readAuthority(rest.substr(0, end), url))
        return badUrl(text);
    rest.remove_prefix(end);
    const std::size_t question = std::min(rest.find('?'), rest.size());
    url.path = question == 0 ? "/" : std::string(rest.substr(0, question));
    if (question < rest.size())
        url.query = rest.substr(question + 1);
    return url;
}

std::string Url::authority() const
{
    const std::string name = host.find(':') == std::string::npos ? host : '[' + host + ']';
    return port == defaultPort(scheme) ? name : fmt::format("{}:{}", name, port);
}

std::string Url::text() const
{
    return scheme + "://" + authority() + path + (query.empty() ? "" : '?' + query);
}

}  // namespace slipway
