// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/objects/s3_request.h"

#include <memory>
#include <string>

namespace slipway {

/// A request that the platform makes of a store itself, such as a part of somebody's wish. Holds what its
/// S3Request refers to; nothing of it is signed.
class InnerRequest {
public:
    InnerRequest(std::string method, std::string bucket, std::string key, const Caller& caller);
    InnerRequest(const InnerRequest&) = delete;
    InnerRequest& operator=(const InnerRequest&) = delete;

    net::RequestHead& head() { return http_.head; }
    void setBody(std::string body);
    void setBody(std::shared_ptr<net::BodyReader> reader, std::uint64_t size);

    const S3Request& request() const { return request_; }

private:
    net::Request http_;
    S3Request request_;
};

/// The platform itself, whose wishes are held against no right.
Caller platformCaller();

/// The text of an answer that has one; `Internal` when it has not.
Result<std::string> textOf(const net::Response& answer);

/// The bytes of an answer's body, for a worker that may wait. `Unavailable` when they break off.
std::shared_ptr<net::BodyReader> readBody(net::Response answer);

/// How many there are, where the answer tells.
Result<std::uint64_t> sizeOfBody(const net::Response& answer);

}  // namespace slipway
