// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "core/result.h"
#include "net/serve/server.h"
#include "platform/api/routes/route.h"
#include "platform/auth/authenticator.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace slipway {

/// One request on its way through a handler.
struct Call {
    const net::Request& request;
    const Route& route;
    PathParts path;
    Caller caller;             ///< Nobody on routes that are not signed.
    std::string payload_hash;  ///< Hex SHA-256 of the body, as signed and as it is.

    /// The kind of the route; only on routes that have one.
    Kind kind() const { return *route.kind; }
    /// The project and name of the resource that the path means.
    const std::string& project() const;
    const std::string& name() const;
    /// "project/jobs/name", as the audit trail names it.
    std::string resourcePath() const;

    const std::string* query(std::string_view name) const { return find(request.head.query, name); }
    /// A whole number from the query, `absent` when it is not there. `InvalidArgument` outside the bounds.
    Result<std::int64_t> number(std::string_view name, std::int64_t absent, std::int64_t least,
                                std::int64_t most) const;
    /// "true" or "false" from the query; false when absent.
    Result<bool> flag(std::string_view name) const;
};

/// "project/jobs/name" or "flavors/name".
std::string auditPath(Kind kind, std::string_view project, std::string_view name);

}  // namespace slipway
