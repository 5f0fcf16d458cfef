// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "platform/engines/kubernetes/pods/pod_record.h"

#include <string>
#include <vector>

namespace slipway {

/// The names that the service of a workload may have, the best first: its own name, with its project's before
/// it where several projects share the namespace, and at last one that nobody else has.
std::vector<std::string> serviceNames(const PodRecord& record, bool shared_namespace);

/// A service without an address of its own: the cluster's DNS answers its name with the addresses of the
/// workload's pods, whichever they are now. Source: "Headless Services" and "DNS for Services and Pods".
Json serviceObject(const std::string& name, const PodRecord& record, const std::string& platform);

/// "/api/v1/namespaces/NS/services/NAME"
std::string servicePath(const PodRecord& record, const std::string& name);
/// "NAME.NS.svc" of such a path; empty for an empty one.
std::string serviceAddress(const std::string& path);

/// Lets a replica of a job be found as "worker-1.NAME.NS.svc".
void joinService(Json& pod, const PodRecord& record);

}  // namespace slipway
