// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/api/requests/handlers.h"
#include "platform/api/routes/route.h"

#include <array>

namespace slipway {

namespace {

// clang-format off
using enum Access;
using enum Kind;

constexpr std::array<Route, 103> route_table{{
    {"GET", "/api/v1/account", SignedIn, showAccount, {}},
    {"GET", "/api/v1/queue", SignedIn, listQueue, {}},
    {"GET", "/api/v1/audit-entries", SignedIn, listAuditEntries, {}},
    {"GET", "/api/v1/watch", SignedIn, watchResources, {}},
    {"GET", "/api/v1/environments", SignedIn, listResources, Environment},
    {"GET", "/api/v1/projects/{project}/environments", Viewer, listResources, Environment},
    {"POST", "/api/v1/projects/{project}/environments", Engineer, createResource, Environment},
    {"GET", "/api/v1/projects/{project}/environments/{name}", Viewer, getResource, Environment},
    {"PUT", "/api/v1/projects/{project}/environments/{name}", Owner, replaceResource, Environment},
    {"DELETE", "/api/v1/projects/{project}/environments/{name}", Owner, deleteResource, Environment},
    {"GET", "/api/v1/projects/{project}/environments/{name}/history", Viewer, listHistory, Environment},
    {"GET", "/api/v1/projects/{project}/environments/{name}/streams", Viewer, listStreams, Environment},
    {"GET", "/api/v1/projects/{project}/environments/{name}/streams/{stream}",
     Viewer, readStream, Environment},
    {"GET", "/api/v1/projects/{project}/environments/{name}/open", Engineer, openEnvironment, Environment},
    {"GET", "/api/v1/projects/{project}/environments/{name}/files", Engineer, listFiles, Environment},
    {"GET", "/api/v1/projects/{project}/environments/{name}/files/{file}", Engineer, readFile, Environment},
    {"PUT", "/api/v1/projects/{project}/environments/{name}/files/{file}", Owner, writeFile, Environment},
    {"POST", "/api/v1/projects/{project}/environments/{name}/files/{file}", Owner, changeFile, Environment},
    {"DELETE", "/api/v1/projects/{project}/environments/{name}/files/{file}", Owner, deleteFile, Environment},
    {"POST", "/api/v1/projects/{project}/environments/{name}/release",
     Owner, releaseEnvironment, Environment},
    {"POST", "/api/v1/projects/{project}/environments/{name}/resume", Owner, resumeEnvironment, Environment},
    {"GET", "/api/v1/jobs", SignedIn, listResources, Job},
    {"GET", "/api/v1/projects/{project}/jobs", Viewer, listResources, Job},
    {"POST", "/api/v1/projects/{project}/jobs", Engineer, createResource, Job},
    {"GET", "/api/v1/projects/{project}/jobs/{name}", Viewer, getResource, Job},
    {"PUT", "/api/v1/projects/{project}/jobs/{name}", Owner, replaceResource, Job},
    {"DELETE", "/api/v1/projects/{project}/jobs/{name}", Owner, deleteResource, Job},
    {"GET", "/api/v1/projects/{project}/jobs/{name}/history", Viewer, listHistory, Job},
    {"GET", "/api/v1/projects/{project}/jobs/{name}/streams", Viewer, listStreams, Job},
    {"GET", "/api/v1/projects/{project}/jobs/{name}/streams/{stream}", Viewer, readStream, Job},
    {"GET", "/api/v1/projects/{project}/jobs/{name}/files", Engineer, listFiles, Job},
    {"GET", "/api/v1/projects/{project}/jobs/{name}/files/{file}", Engineer, readFile, Job},
    {"POST", "/api/v1/projects/{project}/jobs/{name}/stop", Owner, stopJob, Job},
    {"GET", "/api/v1/datasets", SignedIn, listResources, Dataset},
    {"GET", "/api/v1/projects/{project}/datasets", Viewer, listResources, Dataset},
    {"POST", "/api/v1/projects/{project}/datasets", Engineer, createResource, Dataset},
    {"GET", "/api/v1/projects/{project}/datasets/{name}", Viewer, getResource, Dataset},
    {"PUT", "/api/v1/projects/{project}/datasets/{name}", Owner, replaceResource, Dataset},
    {"DELETE", "/api/v1/projects/{project}/datasets/{name}", Owner, deleteResource, Dataset},
    {"GET", "/api/v1/projects/{project}/datasets/{name}/history", Viewer, listHistory, Dataset},
    {"GET", "/api/v1/volumes", SignedIn, listResources, Volume},
    {"GET", "/api/v1/projects/{project}/volumes", Viewer, listResources, Volume},
    {"POST", "/api/v1/projects/{project}/volumes", Engineer, createResource, Volume},
    {"GET", "/api/v1/projects/{project}/volumes/{name}", Viewer, getResource, Volume},
    {"PUT", "/api/v1/projects/{project}/volumes/{name}", Owner, replaceResource, Volume},
    {"DELETE", "/api/v1/projects/{project}/volumes/{name}", Owner, deleteResource, Volume},
    {"GET", "/api/v1/projects/{project}/volumes/{name}/history", Viewer, listHistory, Volume},
    {"GET", "/api/v1/projects/{project}/members", Viewer, listResources, Member},
    {"POST", "/api/v1/projects/{project}/members", Manager, createResource, Member},
    {"GET", "/api/v1/projects/{project}/members/{name}", Viewer, getResource, Member},
    {"PUT", "/api/v1/projects/{project}/members/{name}", Manager, replaceResource, Member},
    {"DELETE", "/api/v1/projects/{project}/members/{name}", Manager, deleteResource, Member},
    {"GET", "/api/v1/projects/{project}/members/{name}/history", Viewer, listHistory, Member},
    {"GET", "/api/v1/members", SignedIn, listResources, Member},
    {"POST", "/api/v1/members", Administrator, createResource, Member},
    {"GET", "/api/v1/members/{name}", Administrator, getResource, Member},
    {"PUT", "/api/v1/members/{name}", Administrator, replaceResource, Member},
    {"DELETE", "/api/v1/members/{name}", Administrator, deleteResource, Member},
    {"GET", "/api/v1/members/{name}/history", Administrator, listHistory, Member},
    {"GET", "/api/v1/projects", SignedIn, listResources, Project},
    {"POST", "/api/v1/projects", Administrator, createResource, Project},
    {"GET", "/api/v1/projects/{project}", Viewer, getResource, Project},
    {"PUT", "/api/v1/projects/{project}", Manager, replaceResource, Project},
    {"DELETE", "/api/v1/projects/{project}", Administrator, deleteResource, Project},
    {"GET", "/api/v1/projects/{project}/history", Viewer, listHistory, Project},
    {"GET", "/api/v1/access-keys", SignedIn, listResources, AccessKey},
    {"POST", "/api/v1/access-keys", SignedIn, createResource, AccessKey},
    {"GET", "/api/v1/access-keys/{name}", SignedIn, getResource, AccessKey},
    {"PUT", "/api/v1/access-keys/{name}", Owner, replaceResource, AccessKey},
    {"DELETE", "/api/v1/access-keys/{name}", Owner, deleteResource, AccessKey},
    {"GET", "/api/v1/access-keys/{name}/history", SignedIn, listHistory, AccessKey},
    {"POST", "/api/v1/access-keys/{name}/revoke", Owner, revokeAccessKey, AccessKey},
    {"GET", "/api/v1/flavors", SignedIn, listResources, Flavor},
    {"POST", "/api/v1/flavors", Administrator, createResource, Flavor},
    {"GET", "/api/v1/flavors/{name}", SignedIn, getResource, Flavor},
    {"PUT", "/api/v1/flavors/{name}", Administrator, replaceResource, Flavor},
    {"DELETE", "/api/v1/flavors/{name}", Administrator, deleteResource, Flavor},
    {"GET", "/api/v1/flavors/{name}/history", Administrator, listHistory, Flavor},
    {"GET", "/api/v1/images", SignedIn, listResources, Image},
    {"POST", "/api/v1/images", Administrator, createResource, Image},
    {"GET", "/api/v1/images/{name}", SignedIn, getResource, Image},
    {"PUT", "/api/v1/images/{name}", Administrator, replaceResource, Image},
    {"DELETE", "/api/v1/images/{name}", Administrator, deleteResource, Image},
    {"GET", "/api/v1/images/{name}/history", Administrator, listHistory, Image},
    {"GET", "/api/v1/nodes", SignedIn, listResources, Node},
    {"GET", "/api/v1/nodes/{name}", SignedIn, getResource, Node},
    {"POST", "/api/v1/nodes/{name}/fence", Administrator, fenceNode, Node},
    {"GET", "/api/v1/clusters", SignedIn, listResources, Cluster},
    {"POST", "/api/v1/clusters", Administrator, createResource, Cluster},
    {"GET", "/api/v1/clusters/{name}", SignedIn, getResource, Cluster},
    {"PUT", "/api/v1/clusters/{name}", Administrator, replaceResource, Cluster},
    {"DELETE", "/api/v1/clusters/{name}", Administrator, deleteResource, Cluster},
    {"GET", "/api/v1/clusters/{name}/history", Administrator, listHistory, Cluster},
    {"POST", "/api/v1/clusters/{name}/check", Administrator, checkCluster, Cluster},
    {"POST", "/api/v1/cluster-checks", Administrator, rehearseCluster, {}},
    {"GET", "/api/v1/stores", SignedIn, listResources, Store},
    {"POST", "/api/v1/stores", Administrator, createResource, Store},
    {"GET", "/api/v1/stores/{name}", SignedIn, getResource, Store},
    {"PUT", "/api/v1/stores/{name}", Administrator, replaceResource, Store},
    {"DELETE", "/api/v1/stores/{name}", Administrator, deleteResource, Store},
    {"GET", "/api/v1/stores/{name}/history", Administrator, listHistory, Store},
    {"GET", "/healthz", Open, checkHealth, {}},
    {"GET", "/metrics", Loopback, showMetrics, {}},
}};
// clang-format on

}  // namespace

std::span<const Route> routes()
{
    return route_table;
}

}  // namespace slipway
