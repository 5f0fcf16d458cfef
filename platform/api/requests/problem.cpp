// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/api/requests/problem.h"

#include "core/json.h"
#include "net/http.h"

#include <nlohmann/json.hpp>

namespace slipway {

int problemStatus(const Error& error)
{
    if (error.type == "method-not-allowed")
        return 405;
    if (error.type == "precondition-failed")
        return 412;
    if (error.type == "disk-full")
        return 507;
    return httpStatus(error.code);
}

net::Response problemResponse(const Error& error)
{
    const int status = problemStatus(error);
    Json problem{{"type", error.type.empty() ? std::string(name(error.code)) : error.type},
                 {"title", net::reasonPhrase(status)},
                 {"status", status},
                 {"detail", error.message}};
    if (!error.field.empty())
        problem["field"] = error.field;
    net::Response response = jsonResponse(status, dumpJson(problem));
    response.headers.set("Content-Type", "application/problem+json");
    if (status == 429 || error.code == ErrorCode::Unavailable)
        response.headers.set("Retry-After", "1");
    return response;
}

net::Response jsonResponse(int status, std::string body)
{
    net::Response response;
    response.status = status;
    response.headers.set("Content-Type", "application/json");
    response.headers.set("Cache-Control", "no-store");
    response.body = std::move(body);
    return response;
}

}  // namespace slipway
