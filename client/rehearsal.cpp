// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/rehearsal.h"

#include "client/api/answers.h"
#include "client/api/api_call.h"

#include <fmt/format.h>

namespace slipway {

CallHandle rehearseUpdate(const Session& session, const Resource& resource, Answer<Resource> done,
                          const std::string& reason)
{
    ApiRequest request;
    request.method = "PUT";
    request.path = resourcePath(resource.kind, resource.project, resource.name);
    request.query.emplace_back("dry_run", "true");
    if (!reason.empty())
        request.query.emplace_back("reason", reason);
    request.body = writeWanted(resource);
    request.headers.set("If-Match", fmt::format("\"{}\"", resource.generation));
    return startTypedCall<Resource>(session.transport(), std::move(request), parseResource, std::move(done));
}

}  // namespace slipway
