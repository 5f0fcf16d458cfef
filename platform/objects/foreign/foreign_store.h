// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/segments/post_ways.h"
#include "core/signing/signature_v4.h"
#include "core/uri.h"
#include "net/fetch/fetcher.h"
#include "platform/objects/foreign/store_error.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace slipway {

struct ForeignStoreOptions {
    std::string endpoint;  ///< "https://s3.example.org", without a path.
    std::string bucket;
    std::string prefix;  ///< Of all keys that are ours; empty, or ends in '/'.
    std::string region = "us-east-1";
    std::string ca_file;  ///< Whom to trust; the system's authorities when empty.
    sigv4::Credentials credentials;
};

/// One request to the store.
struct StoreRequest {
    std::string method = "GET";
    std::string key;  ///< Whole, as the store has it; empty for the bucket itself.
    QueryParameters query;
    std::vector<std::pair<std::string, std::string>> headers;  ///< Names in lower case.
    std::string body;
    std::shared_ptr<net::BodySource> source;  ///< Sent instead of `body`.
    std::string payload_hash;                 ///< As signed; that of `body` when empty.
    std::chrono::milliseconds stall_timeout{60'000};
    std::chrono::milliseconds total_timeout{0};
};

/// A bucket of an S3 store that is not ours, where the objects of project P lie under PREFIX/P/. Path-style
/// addresses, Signature V4. Thread-safe.
class ForeignStore {
public:
    /// `InvalidArgument` when the options cannot be right whatever the store says.
    static Result<std::shared_ptr<ForeignStore>> open(ForeignStoreOptions options);

    const StoreName& name() const { return name_; }
    const std::string& bucket() const { return options_.bucket; }
    const std::string& prefix() const { return options_.prefix; }
    /// Where keys of a project begin, "PREFIX/PROJECT/".
    std::string placeOf(std::string_view project) const;
    /// Whether what goes there can be read on the way.
    bool isPlain() const { return url_.scheme == "http"; }

    /// Runs a request; any status is a success here.
    Result<net::FetchResponse> run(const StoreRequest& request);
    /// Runs a request; an answer that is no success is the error that it tells of.
    Result<net::FetchResponse> ask(const StoreRequest& request);
    /// See net::Fetcher::start(); null, after on_done, when it is closed.
    std::shared_ptr<net::Fetch> start(const StoreRequest& request, net::FetchCallbacks callbacks);

    /// Ends all requests with `Canceled`, and those to come, so that nobody waits for the store any more.
    void close();

    /// The address that lets anybody make this request, with just these headers, until `expires`. The body is
    /// not part of it.
    Result<std::string> presign(const StoreRequest& request, std::chrono::seconds expires) const;

    /// The form that lets anybody put objects of at most `largest_bytes` whose whole keys begin with
    /// `key_prefix`, until `expires`.
    Result<PostWay> signPost(const std::string& key_prefix, std::uint64_t largest_bytes,
                             Timestamp expires) const;

private:
    explicit ForeignStore(ForeignStoreOptions options, Url url);
    sigv4::Scope scope() const { return {options_.region, "s3", sigv4::PathEncoding::Once}; }
    std::string pathOf(const StoreRequest& request) const;
    net::FetchRequest sign(const StoreRequest& request) const;

    const ForeignStoreOptions options_;
    const Url url_;
    const StoreName name_;
    std::mutex mutex_;
    std::map<std::uint64_t, std::shared_ptr<net::Fetch>> running_;
    std::uint64_t started_ = 0;
    bool closed_ = false;
    net::Fetcher fetcher_;
};

}  // namespace slipway
