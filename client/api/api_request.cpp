// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/api/api_request.h"

#include "client/api/answers.h"
#include "client/api/route.h"
#include "core/hash.h"
#include "core/signing/signature_v4.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace slipway {

std::string collectionPath(Kind kind, std::string_view project)
{
    const std::string plural(info(kind).plural);
    if (project.empty())
        return plural;
    return fmt::format("projects/{}/{}", percentEncode(project), plural);
}

std::string resourcePath(Kind kind, std::string_view project, std::string_view name)
{
    const bool platform_wide = info(kind).scope == NameScope::Platform;
    return collectionPath(kind, platform_wide ? std::string_view() : project) + "/" + percentEncode(name);
}

ApiRequest listRequest(Kind kind, const ListOptions& options)
{
    ApiRequest request;
    request.path = collectionPath(kind, options.project);
    request.query.emplace_back("limit", std::to_string(options.limit));
    if (!options.cursor.empty())
        request.query.emplace_back("cursor", options.cursor);
    for (const auto& [key, value] : options.labels)
        request.query.emplace_back("label", key + "=" + value);
    for (const auto& phase : options.phases)
        request.query.emplace_back("phase", phase);
    return request;
}

Result<net::FetchRequest> signedRequest(const Profile& profile, const ApiRequest& request)
{
    auto url = Url::parse(profile.server);
    if (!url)
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("The server \"{}\" of the profile is no address. Write it as "
                                "http://HOST:PORT or https://HOST.",
                                profile.server),
                    "bad-server", "server");
    url->path = "/api/v1/" + request.path;
    url->query = formatQuery(request.query);

    sigv4::SignedRequest to_sign{request.method, url->path, request.query, {{"host", url->authority()}}, {}};
    to_sign.payload_hash = request.source ? request.payload_sha256 : hex(sha256(request.body));
    net::FetchRequest fetch;
    if (!request.body.empty()) {
        to_sign.headers.emplace("content-type", "application/json");
        fetch.headers.set("Content-Type", "application/json");
    }
    for (const auto& [name, value] : request.headers.all())
        fetch.headers.add(name, value);
    for (auto& [name, value] : sigv4::sign(to_sign, {profile.access_key, profile.secret_key, {}}, {}, now()))
        fetch.headers.set(name, value);
    fetch.method = request.method;
    fetch.url = url->text();
    fetch.body = request.body;
    fetch.source = request.source;
    setTrust(fetch, profile);
    setProxy(fetch, profile);
    fetch.total_timeout = request.total_timeout;
    return fetch;
}

Result<std::string> answerBody(Result<net::FetchResponse> answer)
{
    if (answer && answer->status >= 200 && answer->status < 300)
        return std::move(answer->body);
    if (answer && answer->status >= 300 && answer->status < 400) {
        const std::string* place = answer->headers.find("Location");
        return fail(ErrorCode::Unavailable,
                    fmt::format("The server sends elsewhere{}. Connect to the address of the Slipway server "
                                "itself.",
                                place ? ": to " + place->substr(0, 200) : std::string()),
                    "redirected");
    }
    if (answer)
        return tl::unexpected(readProblem(answer->status, answer->body));
    return tl::unexpected(answer.error());
}

std::chrono::milliseconds askedWait(const Result<net::FetchResponse>& answer)
{
    constexpr int longest_s = 60;
    const std::string* text = answer ? answer->headers.find("Retry-After") : nullptr;
    int seconds = 0;
    if (text)
        std::from_chars(text->data(), text->data() + text->size(), seconds);
    return std::chrono::seconds(std::clamp(seconds, 0, longest_s));
}

bool isTransient(const Error& error)
{
    switch (error.code) {
    case ErrorCode::Unavailable:
    case ErrorCode::DeadlineExceeded:
    case ErrorCode::ResourceExhausted:
    case ErrorCode::Internal:
    case ErrorCode::DataLoss:
        return true;
    default:
        return false;
    }
}

}  // namespace slipway
