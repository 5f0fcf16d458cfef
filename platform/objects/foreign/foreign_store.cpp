// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/foreign/foreign_store.h"

#include "core/hash.h"

#include <fmt/format.h>

#include <algorithm>
#include <future>

namespace slipway {

namespace {

constexpr std::size_t longest_prefix = 256;
constexpr std::uint64_t largest_answer = 16u << 20;

bool isName(std::string_view text, std::string_view more)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               more.find(c) != more.npos;
    });
}

Result<void> checkPrefix(const std::string& prefix)
{
    const bool good =
        prefix.empty() || (isName(prefix, "-_/") && prefix[0] != '/' && prefix.find("//") == prefix.npos);
    if (!good || prefix.size() > longest_prefix)
        return fail(
            ErrorCode::InvalidArgument,
            fmt::format("A prefix has up to {} letters, digits, \"-\" and \"_\", parted by \"/\", such as "
                        "\"slipway/\".",
                        longest_prefix),
            "bad-value", "prefix");
    return {};
}

}  // namespace

Result<std::shared_ptr<ForeignStore>> ForeignStore::open(ForeignStoreOptions options)
{
    if (!options.prefix.empty() && !options.prefix.ends_with('/'))
        options.prefix += '/';
    Result<Url> url = Url::parse(options.endpoint);
    if (!url || url->path != "/" || !url->query.empty())
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("The address of an S3 store is written without a path, such as "
                                "https://s3.example.org, and not "
                                "\"{}\".",
                                options.endpoint),
                    "bad-value", "endpoint");
    if (options.bucket.size() < 3 || options.bucket.size() > 63 || !isName(options.bucket, "-._"))
        return fail(
            ErrorCode::InvalidArgument,
            fmt::format(
                "\"{}\" is no name of a bucket. It has 3 to 63 letters, digits, \"-\", \".\" and \"_\".",
                options.bucket),
            "bad-value", "bucket");
    if (!isName(options.region, "-_"))
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("\"{}\" is no name of a region such as us-east-1.", options.region),
                    "bad-value", "region");
    if (const Result<void> prefix = checkPrefix(options.prefix); !prefix)
        return propagate(prefix);
    return std::shared_ptr<ForeignStore>(new ForeignStore(std::move(options), std::move(*url)));
}

ForeignStore::ForeignStore(ForeignStoreOptions options, Url url)
    : options_(std::move(options)),
      url_(std::move(url)),
      name_{url_.scheme + "://" + url_.authority(), options_.bucket, options_.region,
            options_.credentials.access_key}
{
}

std::string ForeignStore::placeOf(std::string_view project) const
{
    return fmt::format("{}{}/", options_.prefix, project);
}

std::string ForeignStore::pathOf(const StoreRequest& request) const
{
    std::string path = "/" + percentEncode(options_.bucket);
    if (!request.key.empty())
        path += "/" + percentEncode(request.key, Slash::Keep);
    return path;
}

net::FetchRequest ForeignStore::sign(const StoreRequest& request) const
{
    sigv4::SignedRequest to_sign{
        request.method, pathOf(request), request.query, {{"host", url_.authority()}}, request.payload_hash};
    if (to_sign.payload_hash.empty())
        to_sign.payload_hash = hex(sha256(request.body));
    net::FetchRequest fetch;
    for (const auto& [name, value] : request.headers) {
        to_sign.headers.emplace(name, value);
        fetch.headers.add(name, value);
    }
    for (auto& [name, value] : sigv4::sign(to_sign, options_.credentials, scope(), now()))
        fetch.headers.set(name, value);
    Url url = url_;
    url.path = to_sign.path;
    url.query = formatQuery(request.query);
    fetch.method = request.method;
    fetch.url = url.text();
    fetch.body = request.body;
    fetch.source = request.source;
    fetch.ca_file = options_.ca_file;
    fetch.stall_timeout = request.stall_timeout;
    fetch.total_timeout = request.total_timeout;
    fetch.max_body_bytes = largest_answer;
    return fetch;
}

Result<net::FetchResponse> ForeignStore::run(const StoreRequest& request)
{
    std::promise<Result<net::FetchResponse>> promise;
    std::future<Result<net::FetchResponse>> answer = promise.get_future();
    net::FetchCallbacks callbacks;
    callbacks.on_done = [&promise](Result<net::FetchResponse> done) { promise.set_value(std::move(done)); };
    start(request, std::move(callbacks));
    Result<net::FetchResponse> done = answer.get();
    if (!done)
        return tl::unexpected(storeUnreached(done.error()));
    return done;
}

Result<net::FetchResponse> ForeignStore::ask(const StoreRequest& request)
{
    Result<net::FetchResponse> answer = run(request);
    if (answer && (answer->status < 200 || answer->status >= 300))
        return tl::unexpected(storeError(name_, *answer));
    return answer;
}

std::shared_ptr<net::Fetch> ForeignStore::start(const StoreRequest& request, net::FetchCallbacks callbacks)
{
    net::FetchRequest fetch = sign(request);
    std::unique_lock lock(mutex_);
    if (closed_) {
        lock.unlock();
        callbacks.on_done(fail(ErrorCode::Canceled, "slipwayd ends."));
        return nullptr;
    }
    const std::uint64_t number = ++started_;
    callbacks.on_done = [this, number,
                         done = std::move(callbacks.on_done)](Result<net::FetchResponse> result) {
        {
            const std::lock_guard ended(mutex_);
            running_.erase(number);
        }
        done(std::move(result));
    };
    return running_[number] = fetcher_.start(std::move(fetch), std::move(callbacks));
}

void ForeignStore::close()
{
    const std::lock_guard lock(mutex_);
    closed_ = true;
    for (const auto& [number, fetch] : running_)
        fetch->cancel();
}

Result<std::string> ForeignStore::presign(const StoreRequest& request, std::chrono::seconds expires) const
{
    sigv4::SignedRequest to_sign{
        request.method, pathOf(request), request.query, {{"host", url_.authority()}}, {}};
    for (const auto& [name, value] : request.headers)
        to_sign.headers.emplace(name, value);
    const Result<QueryParameters> query =
        sigv4::presign(to_sign, options_.credentials, scope(), now(), expires);
    if (!query)
        return propagate(query);
    Url url = url_;
    url.path = to_sign.path;
    url.query = formatQuery(*query);
    return url.text();
}

Result<PostWay> ForeignStore::signPost(const std::string& key_prefix, std::uint64_t largest_bytes,
                                       Timestamp expires) const
{
    const Result<sigv4::FormFields> fields = sigv4::signPost(
        {options_.bucket, key_prefix, largest_bytes, expires}, options_.credentials, scope(), now());
    if (!fields)
        return propagate(fields);
    Url url = url_;
    url.path = pathOf({});
    return PostWay{url.text(), key_prefix, *fields};
}

}  // namespace slipway
