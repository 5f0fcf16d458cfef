// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session.h"

#include "client/api/answers.h"
#include "client/api/api_call.h"
#include "core/ids.h"

#include <fmt/format.h>

namespace slipway {
namespace {

ApiRequest get(std::string path)
{
    ApiRequest request;
    request.path = std::move(path);
    return request;
}

ApiRequest create(std::string path, std::string body)
{
    ApiRequest request = get(std::move(path));
    request.method = "POST";
    request.body = std::move(body);
    request.headers.set("Idempotency-Key", newSecret(24));
    request.retries = 1;
    return request;
}

ApiRequest check(std::string path, std::string body)
{
    ApiRequest request = get(std::move(path));
    request.method = "POST";
    request.body = std::move(body);
    request.total_timeout = std::chrono::minutes(5);  // A pod's image may have to be fetched first.
    return request;
}

}  // namespace

Session::Session(Profile profile, std::shared_ptr<net::Fetcher> fetcher, Executor executor)
    : transport_(std::make_shared<Transport>(std::move(profile), std::move(fetcher), std::move(executor)))
{
}

Session::~Session() = default;

const Profile& Session::profile() const
{
    return transport_->profile;
}

CallHandle Session::account(Answer<Account> done)
{
    return startTypedCall<Account>(transport_, slipway::get("account"), readAccount, std::move(done));
}

CallHandle Session::list(Kind kind, ListOptions options, Answer<ResourcePage> done)
{
    return startTypedCall<ResourcePage>(transport_, listRequest(kind, options), readPage, std::move(done));
}

CallHandle Session::get(Kind kind, std::string project, std::string name, Answer<Resource> done)
{
    return startTypedCall<Resource>(transport_, slipway::get(resourcePath(kind, project, name)),
                                    parseSentResource, std::move(done));
}

CallHandle Session::create(Resource resource, DryRun dry_run, Answer<Resource> done)
{
    ApiRequest request =
        slipway::create(collectionPath(resource.kind, resource.project), writeWanted(resource));
    if (dry_run == DryRun::Yes)
        request.query.emplace_back("dry_run", "true");
    return startTypedCall<Resource>(transport_, std::move(request), parseSentResource, std::move(done));
}

CallHandle Session::update(Resource resource, Answer<Resource> done, const std::string& reason)
{
    ApiRequest request = slipway::get(resourcePath(resource.kind, resource.project, resource.name));
    request.method = "PUT";
    request.body = writeWanted(resource);
    if (!reason.empty())
        request.query.emplace_back("reason", reason);
    request.headers.set("If-Match", fmt::format("\"{}\"", resource.generation));
    return startTypedCall<Resource>(transport_, std::move(request), parseSentResource, std::move(done));
}

CallHandle Session::remove(Kind kind, std::string project, std::string name, Answer<void> done,
                           std::string reason)
{
    ApiRequest request = slipway::get(resourcePath(kind, project, name));
    request.method = "DELETE";
    if (!reason.empty())
        request.body = writeReason(reason);
    return startTypedCall<void>(
        transport_, std::move(request), [](std::string_view) { return Result<void>(); }, std::move(done));
}

CallHandle Session::act(Kind kind, std::string project, std::string name, std::string verb,
                        Answer<Resource> done, std::string reason)
{
    ApiRequest request = slipway::get(resourcePath(kind, project, name) + "/" + percentEncode(verb));
    request.method = "POST";
    request.body = writeReason(reason);
    return startTypedCall<Resource>(transport_, std::move(request), parseSentResource, std::move(done));
}

CallHandle Session::createAccessKey(std::string description, Answer<NewAccessKey> done)
{
    return startTypedCall<NewAccessKey>(transport_,
                                        slipway::create("access-keys", writeNewAccessKey(description)),
                                        readNewAccessKey, std::move(done));
}

CallHandle Session::history(Kind kind, std::string project, std::string name,
                            Answer<std::vector<HistoryEntry>> done)
{
    ApiRequest request = slipway::get(resourcePath(kind, project, name) + "/history");
    request.query.emplace_back("limit", "1000");
    return startTypedCall<std::vector<HistoryEntry>>(transport_, std::move(request), readHistory,
                                                     std::move(done));
}

CallHandle Session::checkCluster(const ClusterSpec& spec, const std::string& image,
                                 Answer<std::vector<ClusterFinding>> done)
{
    return startTypedCall<std::vector<ClusterFinding>>(
        transport_, check("cluster-checks", writeClusterCheck(&spec, image)), readFindings, std::move(done));
}

CallHandle Session::checkCluster(const std::string& name, const std::string& image,
                                 Answer<std::vector<ClusterFinding>> done)
{
    return startTypedCall<std::vector<ClusterFinding>>(
        transport_,
        check(resourcePath(Kind::Cluster, {}, name) + "/check", writeClusterCheck(nullptr, image)),
        readFindings, std::move(done));
}

CallHandle Session::queue(Answer<std::vector<QueueEntry>> done)
{
    return startTypedCall<std::vector<QueueEntry>>(transport_, slipway::get("queue"), readQueue,
                                                   std::move(done));
}

CallHandle Session::streams(Kind kind, std::string project, std::string name,
                            Answer<std::vector<TaskStream>> done)
{
    return startTypedCall<std::vector<TaskStream>>(
        transport_, slipway::get(resourcePath(kind, project, name) + "/streams"), readStreams,
        std::move(done));
}

CallHandle Session::openLink(std::string project, std::string name, Answer<std::string> done)
{
    return startTypedCall<std::string>(transport_,
                                       slipway::get(resourcePath(Kind::Environment, project, name) + "/open"),
                                       readLink, std::move(done));
}

}  // namespace slipway
