// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/transfer/transfer_gate.h"
#include "core/s3/s3_xml.h"
#include "core/uri.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace slipway {

/// One request to a bucket.
struct BucketRequest {
    std::string method = "GET";
    std::string key;  ///< Not encoded; empty for the bucket itself.
    QueryParameters query;
    std::string range = {};  ///< "bytes=0-99" of a GET.
    std::string body;
    std::shared_ptr<net::BodySource> source;  ///< Sent instead of `body`.
    std::string payload_sha256;               ///< Hex; of `body` when empty. The server verifies it.
    std::string
        payload_md5;  ///< Hex; lets a put go straight to a store behind the server, which verifies it.
    std::chrono::milliseconds stall_timeout = net::FetchRequest().stall_timeout;  ///< 0 = none.
};

/// One bucket of an S3 endpoint, for threads that may wait. Thread-safe.
///
/// Bodies of objects go straight to the store behind the server where there is one: the server is asked,
/// without a body, and tells an address. Where that store cannot be reached from here they go through the
/// server.
///
/// Transfers that the network or the server broke are sent again, up to five times, with growing waits.
class BucketClient {
public:
    BucketClient(TransferGate& gate, std::string endpoint, std::string bucket)
        : gate_(gate), endpoint_(std::move(endpoint)), bucket_(std::move(bucket))
    {
    }

    /// Runs a request; an answer that is no success is the error that it tells of.
    Result<net::FetchResponse> send(const BucketRequest& request,
                                    const TransferGate::Progress& on_progress = {});

    /// Every object whose key starts with `prefix`, sorted by key.
    Result<std::vector<s3::ObjectEntry>> list(const std::string& prefix);
    Result<std::vector<s3::UploadEntry>> listUploads(const std::string& prefix);
    Result<std::vector<s3::PartEntry>> listParts(const std::string& key, const std::string& upload_id);

private:
    /// Whether the server sends bodies to a store behind it, as far as it is known.
    enum class Direct { Unknown, Offered, Unreachable };

    Result<net::FetchResponse> sendOnce(const BucketRequest& request,
                                        const TransferGate::Progress& on_progress);
    /// Nothing when the request has to go through the server.
    std::optional<Result<net::FetchResponse>> sendDirect(const BucketRequest& request,
                                                         const TransferGate::Progress& on_progress);
    std::optional<Result<net::FetchResponse>> sendThere(const BucketRequest& request,
                                                        const std::string& address,
                                                        const TransferGate::Progress& on_progress);
    Result<net::FetchRequest> sign(const BucketRequest& request) const;
    Error explain(const BucketRequest& request, const net::FetchResponse& answer) const;

    TransferGate& gate_;
    const std::string endpoint_;
    const std::string bucket_;
    std::atomic<Direct> direct_ = Direct::Unknown;
    std::atomic<bool> direct_worked_ = false;
};

}  // namespace slipway
