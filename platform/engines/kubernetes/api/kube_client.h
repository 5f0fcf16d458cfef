// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "net/fetch/fetcher.h"
#include "platform/engines/kubernetes/access/credentials.h"
#include "platform/engines/kubernetes/api/pacer.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace slipway {

/// The name that our changes bear in the objects' managed fields.
inline constexpr std::string_view field_manager = "slipway";

/// One request to an API server; paths start with '/', queries are encoded already.
struct KubeRequest {
    std::string method = "GET";
    std::string path;
    std::string body;
    std::string content_type = "application/json";
    std::string accept = "application/json";
    std::chrono::milliseconds patience{30'000};  ///< For the whole of it, waiting for its turn left out.
};

struct KubeOptions {
    double requests_per_second = 100;
    double burst = 400;
    std::chrono::milliseconds most_busy{60'000};  ///< A server that is busy for longer is an error.
};

/// What happens to what an object owns when it is deleted.
struct Removal {
    std::string uid;                 ///< Deletes this very object only; any when empty.
    std::chrono::seconds grace{-1};  ///< Of a pod; its own when negative.
    std::string_view propagation{"Background"};
};

/// Takes the objects of a list.
struct ListSink {
    std::function<void()> begin;  ///< Before the first one, and when it has to start again: forget what came.
    std::function<void(Json&&)> take;
};

/// Requests to one cluster, paced by one limiter. Thread-safe; calls block, watches do not.
///
/// A server that is busy (429) is asked again when it says; one that does not know us any more (401) once
/// more with renewed credentials. Everything else is the caller's to repeat. Errors are those of kubeError()
/// and the fetcher.
class KubeClient {
public:
    KubeClient(net::Fetcher& fetcher, ClusterAccess access, KubeOptions options = {});
    ~KubeClient();
    KubeClient(const KubeClient&) = delete;
    KubeClient& operator=(const KubeClient&) = delete;

    /// The namespace to work in unless told otherwise.
    const std::string& homeNamespace() const { return access_.name_space; }
    const std::string& server() const { return access_.server; }
    /// For requests that are made in another way.
    Credentials& credentials() { return credentials_; }

    Result<Json> get(const std::string& path);
    Result<Json> create(const std::string& collection, const Json& object);
    /// Server-side apply: the object is as given in the members that it names, others keep theirs. Takes over
    /// members that somebody else manages.
    Result<Json> apply(const std::string& path, const Json& object);
    Result<Json> mergePatch(const std::string& path, const Json& object);
    Result<Json> jsonPatch(const std::string& path, const Json& operations);
    /// Deleting what is gone is a success.
    Result<void> remove(const std::string& path, const Removal& how = {});

    /// Gives every object of a collection to the sink, page by page, and returns the version that a watch
    /// goes on from. `query` is without '?', such as "labelSelector=a%3Db". `Gone` when the pages' snapshot
    /// was given up by the server too often.
    Result<std::string> list(const std::string& collection, const std::string& query, const ListSink& sink);

    /// Any other request, its answer as it came; a refusal is an Error.
    Result<net::FetchResponse> exchange(const KubeRequest& request);

    /// Starts a request whose answer is streamed. `on_head` and `on_body` as the fetcher calls them, on its
    /// thread; a refusal comes as `on_done`'s response, with its body. May block for its turn.
    Result<std::shared_ptr<net::Fetch>> stream(const KubeRequest& request,
                                               std::chrono::milliseconds stall_timeout,
                                               net::FetchCallbacks callbacks);

    /// Tells that a streamed request was refused with 401.
    void credentialsRefused() { (void)credentials_.refused(); }

    /// Ends waits for turns; calls that wait fail with `Canceled`.
    void stop();

private:
    Result<Json> patch(const std::string& path, std::string_view form, const Json& body,
                       std::string_view parameters = {});
    Result<net::FetchRequest> dressed(const KubeRequest& request);
    Result<Json> exchangeJson(const KubeRequest& request);
    Result<net::FetchResponse> send(const KubeRequest& request);

    net::Fetcher& fetcher_;
    const ClusterAccess access_;
    const KubeOptions options_;
    Credentials credentials_;
    Pacer pacer_;
};

}  // namespace slipway
