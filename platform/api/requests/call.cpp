// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/api/requests/call.h"

#include <fmt/format.h>

#include <charconv>

namespace slipway {

const std::string& Call::project() const
{
    static const std::string none;
    return route.kind == Kind::Project ? none : path.project;
}

const std::string& Call::name() const
{
    return route.kind == Kind::Project ? path.project : path.name;
}

std::string Call::resourcePath() const
{
    if (!route.kind)
        return std::string(request.head.path);
    return auditPath(kind(), project(), name());
}

Result<std::int64_t> Call::number(std::string_view parameter, std::int64_t absent, std::int64_t least,
                                  std::int64_t most) const
{
    const std::string* text = query(parameter);
    if (!text)
        return absent;
    std::int64_t value = 0;
    const auto* end = text->data() + text->size();
    const auto [last, error] = std::from_chars(text->data(), end, value);
    if (error != std::errc() || last != end || value < least || value > most)
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("{} must be a whole number from {} to {}.", parameter, least, most),
                    "bad-parameter", std::string(parameter));
    return value;
}

Result<bool> Call::flag(std::string_view parameter) const
{
    const std::string* text = query(parameter);
    if (!text || *text == "false")
        return false;
    if (*text == "true")
        return true;
    return fail(ErrorCode::InvalidArgument, fmt::format("{} must be true or false.", parameter),
                "bad-parameter", std::string(parameter));
}

std::string auditPath(Kind kind, std::string_view project, std::string_view name)
{
    std::string path = project.empty() ? std::string() : std::string(project) + "/";
    path += info(kind).plural;
    if (!name.empty())
        path += "/" + std::string(name);
    return path;
}

}  // namespace slipway
