// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/transfer/bucket_client.h"

#include "client/api/back_off.h"
#include "client/api/route.h"
#include "core/hash.h"
#include "core/signing/signature_v4.h"

#include <fmt/format.h>

namespace slipway {
namespace {

constexpr int max_tries = 6;
constexpr std::chrono::milliseconds first_delay{200};
constexpr std::chrono::milliseconds longest_delay{5'000};

/// Whether a store behind the server may take or give the body itself.
bool mayGoDirect(const BucketRequest& request)
{
    if (request.key.empty() || find(request.query, "uploads"))
        return false;
    return request.method == "GET" ? !find(request.query, "uploadId")
                                   : request.method == "PUT" && !request.payload_md5.empty();
}

std::string contentMd5(const BucketRequest& request)
{
    return base64(unhex(request.payload_md5).value_or(std::string()));
}

bool isSuccess(const net::FetchResponse& answer)
{
    return answer.status >= 200 && answer.status < 300;
}

bool isUnreached(const Error& error)
{
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::DeadlineExceeded ||
           error.type == "untrusted-certificate";
}

void rewind(const BucketRequest& request)
{
    if (request.source)
        request.source->rewind();
}

}  // namespace

Result<net::FetchRequest> BucketClient::sign(const BucketRequest& request) const
{
    auto url = Url::parse(endpoint_);
    if (!url)
        return fail(
            ErrorCode::DataLoss,
            fmt::format("The server's S3 endpoint \"{}\" is no address. Tell its administrator.", endpoint_),
            "bad-endpoint");
    url->path = "/" + percentEncode(bucket_);
    if (!request.key.empty())
        url->path += "/" + percentEncode(request.key, Slash::Keep);
    url->query = formatQuery(request.query);
    sigv4::SignedRequest to_sign{request.method, url->path, request.query, {{"host", url->authority()}}, {}};
    to_sign.payload_hash =
        request.payload_sha256.empty() ? hex(sha256(request.body)) : request.payload_sha256;
    net::FetchRequest fetch;
    const Profile& profile = gate_.profile();
    const sigv4::Scope scope{"us-east-1", "s3", sigv4::PathEncoding::Once};
    for (auto& [name, value] :
         sigv4::sign(to_sign, {profile.access_key, profile.secret_key, {}}, scope, now()))
        fetch.headers.set(name, value);
    if (!request.range.empty())
        fetch.headers.set("Range", request.range);
    fetch.method = request.method;
    fetch.url = url->text();
    fetch.body = request.body;
    fetch.source = request.source;
    setTrust(fetch, profile);
    setProxy(fetch, profile);
    fetch.stall_timeout = request.stall_timeout;
    return fetch;
}

Error BucketClient::explain(const BucketRequest& request, const net::FetchResponse& answer) const
{
    const auto problem = s3::readProblem(answer.body);
    Error error{errorCodeOf(answer.status), problem.message, problem.code, {}};
    const std::string what = request.key.empty() ? bucket_ : bucket_ + "/" + request.key;
    error.message = error.message.empty() ? fmt::format("The store answered {} {} for {}.", answer.status,
                                                        net::reasonPhrase(answer.status), what)
                                          : fmt::format("The store refused {}: {}", what, error.message);
    return error;
}

Result<net::FetchResponse> BucketClient::sendOnce(const BucketRequest& request,
                                                  const TransferGate::Progress& on_progress)
{
    if (mayGoDirect(request) && direct_ != Direct::Unreachable) {
        if (auto answer = sendDirect(request, on_progress))
            return std::move(*answer);
    }
    rewind(request);
    auto fetch = sign(request);
    if (!fetch)
        return propagate(fetch);
    return gate_.run(std::move(*fetch), on_progress);
}

std::optional<Result<net::FetchResponse>> BucketClient::sendDirect(const BucketRequest& request,
                                                                   const TransferGate::Progress& on_progress)
{
    auto ask = sign(request);
    if (!ask)
        return propagate(ask);
    ask->headers.set(std::string(s3::direct_header), "1");
    if (!request.payload_md5.empty())
        ask->headers.set("Content-MD5", contentMd5(request));
    // A server of which it is not known gets the body at once; it may well keep objects itself.
    const bool without_body = direct_ == Direct::Offered;
    if (without_body) {
        ask->body.clear();
        ask->source.reset();
    }
    rewind(request);
    auto answer = gate_.run(std::move(*ask), without_body ? TransferGate::Progress() : on_progress);
    if (!answer)
        return answer;
    const bool offered = answer->headers.find(s3::direct_header) != nullptr;
    direct_ = offered ? Direct::Offered : Direct::Unknown;
    const std::string* address = answer->headers.find("Location");
    if (answer->status == 307 && address)
        return sendThere(request, *address, on_progress);
    const bool body_was_missed = without_body && (isSuccess(*answer) || !offered);
    return body_was_missed ? std::nullopt : std::optional(std::move(answer));
}

std::optional<Result<net::FetchResponse>> BucketClient::sendThere(const BucketRequest& request,
                                                                  const std::string& address,
                                                                  const TransferGate::Progress& on_progress)
{
    net::FetchRequest there;
    there.method = request.method;
    there.url = address;
    if (!request.range.empty())
        there.headers.set("Range", request.range);
    if (!request.payload_md5.empty())
        there.headers.set("Content-MD5", contentMd5(request));
    there.body = request.body;
    there.source = request.source;
    there.stall_timeout = request.stall_timeout;
    const auto server = Url::parse(endpoint_);
    const auto store = Url::parse(address);
    if (server && store && server->host == store->host)
        setTrust(there, gate_.profile());
    setProxy(there, gate_.profile());
    rewind(request);
    auto answer = gate_.run(std::move(there), on_progress);
    // Such as from where the store's address is not known, or by a clock that it does not believe. What
    // breaks once it worked is tried again.
    const bool broken = answer ? answer->status == 403 : isUnreached(answer.error()) && !direct_worked_;
    direct_worked_ = direct_worked_ || (answer && isSuccess(*answer));
    if (broken) {
        direct_ = Direct::Unreachable;
        return std::nullopt;
    }
    return answer;
}

Result<net::FetchResponse> BucketClient::send(const BucketRequest& request,
                                              const TransferGate::Progress& on_progress)
{
    BackOff back_off(first_delay, longest_delay);
    for (int tries = 1;; ++tries) {
        auto answer = sendOnce(request, on_progress);
        if (answer && isSuccess(*answer))
            return answer;
        Error error = answer ? explain(request, *answer) : answer.error();
        const bool again = isTransient(error) && error.type != "XAmzContentSHA256Mismatch";
        if (!again || tries == max_tries || !gate_.pause(back_off.next()))
            return tl::unexpected(std::move(error));
    }
}

Result<std::vector<s3::ObjectEntry>> BucketClient::list(const std::string& prefix)
{
    std::vector<s3::ObjectEntry> objects;
    std::string token;
    do {
        BucketRequest request;
        if (!token.empty())
            request.query.emplace_back("continuation-token", token);
        request.query.emplace_back("list-type", "2");
        request.query.emplace_back("prefix", prefix);
        const auto answer = send(request);
        if (!answer)
            return propagate(answer);
        auto page = s3::readObjectPage(answer->body);
        if (!page)
            return propagate(page);
        objects.insert(objects.end(), std::make_move_iterator(page->objects.begin()),
                       std::make_move_iterator(page->objects.end()));
        token = page->next_token;
    } while (!token.empty());
    return objects;
}

Result<std::vector<s3::UploadEntry>> BucketClient::listUploads(const std::string& prefix)
{
    BucketRequest request;
    request.query = {{"prefix", prefix}, {"uploads", ""}};
    const auto answer = send(request);
    if (!answer)
        return propagate(answer);
    return s3::readUploads(answer->body);
}

Result<std::vector<s3::PartEntry>> BucketClient::listParts(const std::string& key,
                                                           const std::string& upload_id)
{
    std::vector<s3::PartEntry> parts;
    std::string marker;
    do {
        BucketRequest request;
        request.key = key;
        if (!marker.empty())
            request.query.emplace_back("part-number-marker", marker);
        request.query.emplace_back("uploadId", upload_id);
        const auto answer = send(request);
        if (!answer)
            return propagate(answer);
        auto page = s3::readPartPage(answer->body);
        if (!page)
            return propagate(page);
        parts.insert(parts.end(), page->parts.begin(), page->parts.end());
        marker = page->next_marker;
    } while (!marker.empty());
    return parts;
}

}  // namespace slipway
