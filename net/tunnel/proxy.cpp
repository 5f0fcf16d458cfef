// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tunnel/proxy.h"

#include "core/hash.h"
#include "net/http.h"

#include <arpa/inet.h>

#include <array>
#include <charconv>
#include <cstdlib>

namespace slipway::net {
namespace {

// libcurl's, for a proxy that is named without a port.
constexpr std::string_view usual_port = ":1080";

// An address as bytes, IPv4 in 4 and IPv6 in 16; empty for a name.
std::string addressBytes(const std::string& text)
{
    std::array<char, 16> bytes{};
    if (::inet_pton(AF_INET, text.c_str(), bytes.data()) == 1)
        return {bytes.data(), 4};
    if (::inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1)
        return {bytes.data(), 16};
    return {};
}

bool sameBits(std::string_view a, std::string_view b, std::size_t bits)
{
    for (std::size_t i = 0; i < bits; ++i) {
        const unsigned differing = static_cast<unsigned char>(a[i / 8] ^ b[i / 8]);
        if ((differing >> (7 - i % 8) & 1u) != 0)
            return false;
    }
    return true;
}

// "10.0.0.0/8" or "::1" against an address.
bool networkHolds(std::string_view network, std::string_view address)
{
    const std::size_t slash = network.find('/');
    std::string text(network.substr(0, slash));
    if (text.size() > 2 && text.front() == '[' && text.back() == ']')
        text = text.substr(1, text.size() - 2);
    const std::string base = addressBytes(text);
    std::size_t bits = base.size() * 8;
    if (slash != std::string_view::npos) {
        const std::string_view digits = network.substr(slash + 1);
        std::size_t given = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), given);
        if (read.ec != std::errc() || read.ptr != digits.data() + digits.size() || given > bits)
            return false;
        bits = given;
    }
    return !base.empty() && base.size() == address.size() && sameBits(base, address, bits);
}

bool domainHolds(std::string domain, std::string_view name)
{
    if (domain.starts_with('.'))
        domain.erase(0, 1);
    if (domain.ends_with('.'))
        domain.pop_back();
    return !domain.empty() && (name == domain || name.ends_with("." + domain));
}

std::string firstOf(const Environment& environment, std::initializer_list<const char*> names)
{
    for (const char* name : names) {
        if (std::string value = environment(name); !value.empty())
            return value;
    }
    return {};
}

tl::unexpected<Error> unusable(const std::string& text)
{
    const std::size_t at = text.rfind('@');  // What stands before may be a password.
    return fail(ErrorCode::InvalidArgument,
                "The proxy \"" + text.substr(at == std::string::npos ? 0 : at + 1) +
                    "\" cannot be used for tunnels. Name one that is spoken to in plain HTTP, such as "
                    "http://proxy:3128.",
                "unusable-proxy");
}

Result<std::string> authorizationOf(std::string_view user_and_password)
{
    const std::size_t colon = user_and_password.find(':');
    const auto user = percentDecode(user_and_password.substr(0, colon));
    const auto password = percentDecode(
        colon == std::string_view::npos ? std::string_view() : user_and_password.substr(colon + 1));
    if (!user || !password)
        return propagate(user ? password : user);
    return "Basic " + base64(*user + ":" + *password);
}

Result<std::optional<Proxy>> parseProxy(const std::string& text)
{
    std::string_view rest = text;
    if (const std::size_t scheme = rest.find("://"); scheme != std::string_view::npos) {
        if (lowerCase(rest.substr(0, scheme)) != "http")
            return unusable(text);
        rest.remove_prefix(scheme + 3);
    }
    rest = rest.substr(0, rest.find('/'));
    Proxy proxy;
    if (const std::size_t at = rest.rfind('@'); at != std::string_view::npos) {
        auto authorization = authorizationOf(rest.substr(0, at));
        if (!authorization)
            return unusable(text);
        proxy.authorization = std::move(*authorization);
        rest.remove_prefix(at + 1);
    }
    const std::size_t colon = rest.rfind(':');
    const bool has_port = colon != std::string_view::npos && rest.find(']', colon) == std::string_view::npos;
    auto where = HostPort::parse(std::string(rest) + std::string(has_port ? "" : usual_port));
    if (!where || breaksHead(rest))
        return unusable(text);
    proxy.where = std::move(*where);
    return proxy;
}

}  // namespace

std::string Proxy::request(const std::string& host_port) const
{
    std::string head = "CONNECT " + host_port + " HTTP/1.1\r\nHost: " + host_port + "\r\n";
    if (!authorization.empty())
        head += "Proxy-Authorization: " + authorization + "\r\n";
    return head + "\r\n";
}

std::string processEnvironment(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : value;
}

bool namesHost(std::string_view list, std::string_view host)
{
    constexpr std::string_view separators = ", \t";
    std::string name = lowerCase(host);
    if (name.ends_with('.'))
        name.pop_back();
    const std::string address = addressBytes(name);
    if (list == "*")
        return true;
    while (!list.empty()) {
        const std::string_view one = list.substr(0, list.find_first_of(separators));
        list.remove_prefix(std::min(one.size() + 1, list.size()));
        if (address.empty() ? domainHolds(lowerCase(one), name) : networkHolds(one, address))
            return true;
    }
    return false;
}

Result<std::optional<Proxy>> proxyFor(const Url& url, const std::string& given,
                                      const Environment& environment)
{
    std::string text = given;
    if (text.empty() && !isLoopbackHost(url.host))
        text = url.scheme == "https" ? firstOf(environment, {"https_proxy", "HTTPS_PROXY"})
                                     : firstOf(environment, {"http_proxy"});
    if (text.empty() && !isLoopbackHost(url.host))
        text = firstOf(environment, {"all_proxy", "ALL_PROXY"});
    if (text.empty() || namesHost(firstOf(environment, {"no_proxy", "NO_PROXY"}), url.host))
        return std::nullopt;
    return parseProxy(text);
}

}  // namespace slipway::net
