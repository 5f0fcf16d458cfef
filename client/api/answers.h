// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session.h"
#include "core/resources/object_store.h"
#include "core/resources/resource.h"
#include "core/result.h"

#include <string>
#include <string_view>
#include <vector>

/// The API's JSON as the client's types. Each reader refuses what is no such answer with `DataLoss`.
namespace slipway {

/// The error of an answer that is no such answer.
tl::unexpected<Error> badAnswer();

Result<Account> readAccount(std::string_view body);
Result<ResourcePage> readPage(std::string_view body);
Result<NewAccessKey> readNewAccessKey(std::string_view body);
Result<std::vector<HistoryEntry>> readHistory(std::string_view body);
Result<std::vector<ClusterFinding>> readFindings(std::string_view body);
Result<std::vector<QueueEntry>> readQueue(std::string_view body);
Result<std::vector<TaskStream>> readStreams(std::string_view body);
Result<std::string> readLink(std::string_view body);

/// The error that an answer of `status` carries: its problem+json, or the status alone when it has none.
Error readProblem(int status, std::string_view body);

/// The data of a "removed" event of the watch.
Result<Resource> readRemoved(std::string_view data);

/// The JSON that creates or replaces a resource: what the caller decides, and nothing the server does.
std::string writeWanted(const Resource& resource);
/// The body of a verb; without a reason an empty object.
std::string writeReason(std::string_view reason);
/// A spec with its kubeconfig, as a cluster is added with it.
std::string writeHanded(const ClusterSpec& spec);
/// A spec with its secret key, as a store is added with it.
std::string writeHanded(const StoreSpec& spec);
/// What is to be looked at: a spec, or none for a cluster that is there.
std::string writeClusterCheck(const ClusterSpec* spec, const std::string& image);
std::string writeNewAccessKey(std::string_view description);

}  // namespace slipway
