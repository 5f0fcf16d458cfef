// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "core/result.h"
#include "net/serve/server.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace slipway {

struct ApiContext;
struct Call;

/// Who may use a route. What the caller may not even see is answered 404.
enum class Access {
    Open,      ///< Anybody, unsigned.
    Loopback,  ///< Anybody on this machine, unsigned.
    SignedIn,  ///< Whoever signs with a live key.
    Viewer,    ///< Roles in the project of the path.
    Engineer,
    Manager,
    Owner,  ///< Whose own the resource is (as an engineer, in a project), or a manager.
    Administrator,
};

using Handler = Result<net::Response> (*)(ApiContext& context, const Call& call);

/// One request that is served. `{project}`, `{name}`, `{stream}` and `{file}` in the pattern are parts of the
/// path; a stream and a file may hold slashes.
struct Route {
    std::string_view method;
    std::string_view pattern;
    Access access;
    Handler handler;
    std::optional<Kind> kind;
};

/// What the pattern's parts were in a path.
struct PathParts {
    std::string project;
    std::string name;
    std::string stream;
    std::string file;
};

/// Every route, one row each.
std::span<const Route> routes();

struct RouteMatch {
    const Route* route = nullptr;
    PathParts parts;
};

/// The route of a request. `NotFound` when no pattern matches the path; `Unimplemented` (type
/// "method-not-allowed", with the methods that are) when only the method does not.
Result<RouteMatch> findRoute(std::string_view method, std::string_view path);

}  // namespace slipway
