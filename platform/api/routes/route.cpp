// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/api/routes/route.h"

#include "core/uri.h"

#include <vector>

namespace slipway {

namespace {

std::vector<std::string_view> segments(std::string_view path)
{
    std::vector<std::string_view> found;
    for (std::size_t begin = 1; begin <= path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        found.push_back(path.substr(begin, end - begin));
        begin = end + 1;
    }
    return found;
}

/// Decodes a part of the path into `value`. False when it is empty or broken.
bool decode(std::string_view text, std::string& value)
{
    auto decoded = percentDecode(text);
    if (!decoded || decoded->empty())
        return false;
    value = std::move(*decoded);
    return true;
}

/// What is left of the path from segment `first` on, slashes included.
std::string_view rest(std::string_view path, std::string_view first)
{
    return path.substr(static_cast<std::size_t>(first.data() - path.data()));
}

std::optional<PathParts> match(const std::vector<std::string_view>& wanted, std::string_view path,
                               const std::vector<std::string_view>& parts)
{
    PathParts found;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (i >= parts.size())
            return std::nullopt;
        if (wanted[i] == "{stream}" || wanted[i] == "{file}") {
            std::string& value = wanted[i] == "{file}" ? found.file : found.stream;
            return decode(rest(path, parts[i]), value) ? std::optional(found) : std::nullopt;
        }
        if (wanted[i].front() != '{') {
            if (wanted[i] != parts[i])
                return std::nullopt;
        } else if (!decode(parts[i], wanted[i] == "{project}" ? found.project : found.name)) {
            return std::nullopt;
        }
    }
    return wanted.size() == parts.size() ? std::optional(found) : std::nullopt;
}

/// The segments of each route's pattern, in the order of routes().
const std::vector<std::vector<std::string_view>>& patterns()
{
    static const auto all = [] {
        std::vector<std::vector<std::string_view>> split;
        for (const Route& route : routes())
            split.push_back(segments(route.pattern));
        return split;
    }();
    return all;
}

}  // namespace

Result<RouteMatch> findRoute(std::string_view method, std::string_view path)
{
    const auto parts = segments(path);
    std::string allowed;
    for (std::size_t i = 0; i < routes().size(); ++i) {
        const Route& route = routes()[i];
        auto found = match(patterns()[i], path, parts);
        if (!found)
            continue;
        if (route.method == method)
            return RouteMatch{&route, std::move(*found)};
        allowed += (allowed.empty() ? "" : ", ") + std::string(route.method);
    }
    if (!allowed.empty())
        return fail(ErrorCode::Unimplemented, "This address takes only: " + allowed + ".",
                    "method-not-allowed");
    return fail(ErrorCode::NotFound,
                "There is nothing at this address. The API is described in platform/api/openapi.yaml.",
                "not-found");
}

}  // namespace slipway
