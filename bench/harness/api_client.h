// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/harness/http_answer.h"
#include "bench/harness/request_signer.h"
#include "core/json.h"

#include <string>

namespace slipway::bench {

/// One connection to the platform's API, one call after the other.
class ApiClient {
public:
    static Result<ApiClient> connect(std::uint16_t port, const RequestSigner& signer);

    /// The body of a good answer; `path` is relative to "/api/v1/".
    Result<std::string> text(const std::string& method, const std::string& path,
                             const QueryParameters& query = {}, const std::string& body = {});
    Result<Json> get(const std::string& path, const QueryParameters& query = {});
    Result<Json> post(const std::string& path, const Json& body);
    Result<Json> put(const std::string& path, const Json& body);

private:
    ApiClient(FileDescriptor socket, const RequestSigner& signer)
        : socket_(std::move(socket)), signer_(signer)
    {
    }
    Result<std::string> exchange(const std::string& request);

    FileDescriptor socket_;
    RequestSigner signer_;
};

}  // namespace slipway::bench
