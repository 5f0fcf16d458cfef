// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "net/serve/server.h"

/// What the rows of the routing table call. Access to the route itself was checked before.
namespace slipway {

struct ApiContext;
struct Call;

// Any kind of resource.
Result<net::Response> listResources(ApiContext& context, const Call& call);
Result<net::Response> getResource(ApiContext& context, const Call& call);
Result<net::Response> createResource(ApiContext& context, const Call& call);
Result<net::Response> replaceResource(ApiContext& context, const Call& call);
Result<net::Response> deleteResource(ApiContext& context, const Call& call);
Result<net::Response> listHistory(ApiContext& context, const Call& call);

// Verbs.
Result<net::Response> releaseEnvironment(ApiContext& context, const Call& call);
Result<net::Response> resumeEnvironment(ApiContext& context, const Call& call);
Result<net::Response> stopJob(ApiContext& context, const Call& call);
Result<net::Response> revokeAccessKey(ApiContext& context, const Call& call);
Result<net::Response> fenceNode(ApiContext& context, const Call& call);
Result<net::Response> checkCluster(ApiContext& context, const Call& call);
Result<net::Response> rehearseCluster(ApiContext& context, const Call& call);

// Running workloads.
Result<net::Response> listStreams(ApiContext& context, const Call& call);
Result<net::Response> readStream(ApiContext& context, const Call& call);
Result<net::Response> openEnvironment(ApiContext& context, const Call& call);

// Files of workloads. writeFile() reads the body itself, and holds it against the signed digest.
Result<net::Response> listFiles(ApiContext& context, const Call& call);
Result<net::Response> readFile(ApiContext& context, const Call& call);
Result<net::Response> writeFile(ApiContext& context, const Call& call);
Result<net::Response> changeFile(ApiContext& context, const Call& call);
Result<net::Response> deleteFile(ApiContext& context, const Call& call);

// The platform.
Result<net::Response> showAccount(ApiContext& context, const Call& call);
Result<net::Response> listQueue(ApiContext& context, const Call& call);
Result<net::Response> listAuditEntries(ApiContext& context, const Call& call);
Result<net::Response> watchResources(ApiContext& context, const Call& call);
Result<net::Response> checkHealth(ApiContext& context, const Call& call);
Result<net::Response> showMetrics(ApiContext& context, const Call& call);

}  // namespace slipway
