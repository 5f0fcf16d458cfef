// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/profile.h"
#include "client/session.h"
#include "core/resources/resource.h"
#include "core/result.h"
#include "core/uri.h"
#include "net/fetch/fetcher.h"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace slipway {

/// One request to the API, before it is signed.
struct ApiRequest {
    std::string method = "GET";
    std::string path;  ///< After "/api/v1/", percent-encoded.
    QueryParameters query;
    std::string body;                              ///< JSON; empty for none.
    std::shared_ptr<net::BodySource> source = {};  ///< Sent instead of `body`.
    std::string payload_sha256 = {};               ///< Hex, of the source.
    net::Headers headers;
    std::chrono::milliseconds total_timeout{60'000};
    int retries = 0;  ///< How often it is sent again after the connection broke.
};

/// "projects/P/jobs" or "flavors"; without a project "jobs" lists all that the caller sees.
std::string collectionPath(Kind kind, std::string_view project);
/// "projects/P/jobs/NAME" or "flavors/NAME".
std::string resourcePath(Kind kind, std::string_view project, std::string_view name);

/// The request for one page of a list.
ApiRequest listRequest(Kind kind, const ListOptions& options);

/// The signed request as it goes to the profile's server.
Result<net::FetchRequest> signedRequest(const Profile& profile, const ApiRequest& request);

/// The body of a good answer. A problem of the server's or of the network becomes the Error that says so.
Result<std::string> answerBody(Result<net::FetchResponse> answer);

/// How long the server asks to be left alone, at most a minute; nothing when it does not.
std::chrono::milliseconds askedWait(const Result<net::FetchResponse>& answer);

/// Whether the same request may succeed later.
bool isTransient(const Error& error);

}  // namespace slipway
