// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/engines/kubernetes/pods/pod_record.h"

#include <string>

namespace slipway {

class KubeClient;

/// "/api/v1/namespaces/NS/pods/NAME"
std::string podPath(const PodRecord& record);

/// Takes a pod of which nothing runs any more out of the cluster, with its secret. What is gone already is a
/// success.
Result<void> removePod(KubeClient& client, const PodRecord& record, bool pod_is_there);

}  // namespace slipway
