// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/deep_link.h"

#include "core/ids.h"
#include "core/uri.h"

#include <algorithm>
#include <vector>

namespace slipway {
namespace {

constexpr std::string_view link_scheme = "slipway://";
constexpr std::size_t longest_link = 2048;
constexpr std::size_t longest_tab = 32;

tl::unexpected<Error> refused(const std::string& why)
{
    return fail(ErrorCode::InvalidArgument,
                "This link cannot be opened: " + why +
                    " A link looks like slipway://HOST/projects/PROJECT/jobs/NAME.",
                "bad-link");
}

std::vector<std::string_view> split(std::string_view path)
{
    std::vector<std::string_view> parts;
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('/'), path.size());
        parts.push_back(path.substr(0, end));
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return parts;
}

bool isTab(std::string_view tab)
{
    return tab.size() <= longest_tab &&
           std::all_of(tab.begin(), tab.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

bool isAuthority(std::string_view authority)
{
    return authority.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_:[]") ==
           std::string_view::npos;
}

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

}  // namespace

Result<DeepLink> DeepLink::parse(std::string_view text)
{
    if (text.size() > longest_link)
        return refused("it is too long.");
    if (!text.starts_with(link_scheme))
        return refused("it does not begin with slipway://.");
    // The rest is as that of any address, so the same reader takes it apart.
    const auto url = Url::parse("https://" + std::string(text.substr(link_scheme.size())));
    if (!url)
        return refused("its host or port is malformed.");
    const auto parts = split(std::string_view(url->path).substr(1));
    if (parts.size() != 4 || parts[0] != "projects")
        return refused("it names nothing in a project.");
    const auto kind = kindOfPlural(parts[2]);
    if (!kind || info(*kind).scope != NameScope::Project)
        return refused("it names no kind of thing that a project has.");
    DeepLink link{lower(url->authority()), *kind, std::string(parts[1]), std::string(parts[3]), {}};
    if (!isAuthority(link.authority))
        return refused("its host is malformed.");
    if (!checkName(link.project, "project") || !checkName(link.name, "name"))
        return refused("a name in it is malformed.");
    const auto query = parseQuery(url->query);
    if (!query)
        return refused("what follows the question mark is malformed.");
    if (const std::string* tab = find(*query, "tab"))
        link.tab = *tab;
    if (!isTab(link.tab))
        return refused("its tab is malformed.");
    return link;
}

std::string DeepLink::text() const
{
    std::string text(link_scheme);
    text += authority + "/projects/" + project + "/" + std::string(info(kind).plural) + "/" + name;
    return tab.empty() ? text : text + "?tab=" + tab;
}

std::string linkAuthority(std::string_view server)
{
    auto url = Url::parse(server);
    if (!url)
        return {};
    // Links leave the port of https out; a server by http has none that goes without saying.
    url->scheme = "https";
    return lower(url->authority());
}

}  // namespace slipway
