// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/foreign/foreign_objects.h"

#include "core/log_line.h"
#include "core/s3/s3_xml.h"
#include "net/pass/passed_answer.h"
#include "platform/objects/foreign/foreign_deletes.h"
#include "platform/objects/foreign/passed_body.h"
#include "platform/objects/foreign/store_answers.h"
#include "platform/objects/operations/code_keys.h"
#include "platform/objects/operations/copy_source.h"
#include "platform/objects/operations/put_headers.h"
#include "platform/objects/operations/write_rights.h"
#include "platform/objects/payload/receive_body.h"
#include "platform/objects/s3_error.h"
#include "platform/objects/xml/xml_reader.h"
#include "platform/objects/xml/xml_response.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <charconv>

namespace slipway {

namespace {

constexpr std::size_t longest_key = 1024;
/// How long an address may wait for its use; what it began may take longer.
constexpr std::chrono::seconds address_life{300};
/// Stores answer at once or keep the connection alive while they put parts together or copy.
constexpr std::chrono::minutes longest_work{15};

const std::vector<std::string_view> read_headers{
    "range", "if-match", "if-none-match", "if-modified-since", "if-unmodified-since", "x-amz-checksum-mode"};
const std::vector<std::string_view> read_parameters{"partNumber",
                                                    "response-content-type",
                                                    "response-content-language",
                                                    "response-expires",
                                                    "response-cache-control",
                                                    "response-content-disposition",
                                                    "response-content-encoding"};

/// What a store can hold a whole object against, should it know how.
const std::vector<std::string_view> checksum_headers{"content-md5", "x-amz-checksum-crc32",
                                                     "x-amz-checksum-crc32c", "x-amz-checksum-crc64nvme",
                                                     "x-amz-checksum-sha256"};
constexpr std::string_view complete_element = "CompleteMultipartUpload";

bool hasStep(std::string_view key)
{
    while (true) {
        const std::string_view part = key.substr(0, key.find('/'));
        if (part == "." || part == "..")
            return true;
        if (part.size() == key.size())
            return false;
        key.remove_prefix(part.size() + 1);
    }
}

void takeHeaders(const S3Request& request, const std::vector<std::string_view>& names, StoreRequest& to)
{
    for (const std::string_view name : names) {
        if (const std::string* value = request.head.headers.find(name))
            to.headers.emplace_back(name, *value);
    }
}

/// What a put says of its object, as this platform lets it say.
Result<void> takeWishes(const S3Request& request, StoreRequest& to)
{
    ObjectInfo wishes;
    if (const Result<void> taken = takePutHeaders(request.head.headers, wishes); !taken)
        return taken;
    for (const auto& [name, value] : wishes.headers)
        to.headers.emplace_back(name, value);
    for (const auto& [name, value] : wishes.metadata)
        to.headers.emplace_back("x-amz-meta-" + name, value);
    return {};
}

/// The body of CompleteMultipartUpload without the checksums of parts: those are held here, and the store was
/// told none.
Result<std::string> partsAlone(std::string_view body)
{
    const Result<XmlElement> named = parseXml(body);
    if (!named)
        return propagate(named);
    XmlWriter xml;
    xml.open(complete_element, s3_namespace);
    for (const XmlElement& part : named->children) {
        if (part.name != "Part")
            continue;
        xml.open("Part");
        xml.text("PartNumber", part.childText("PartNumber"));
        xml.text("ETag", part.childText("ETag"));
        xml.close("Part");
    }
    xml.close(complete_element);
    if (named->name != complete_element)
        return s3Fail("MalformedXML", "The body must name the parts.");
    return std::move(xml).finish();
}

/// The bytes of the body without its framing.
Result<std::uint64_t> announcedBytes(const S3Request& request)
{
    std::string text = request.header("x-amz-decoded-content-length");
    if (text.empty())
        text = request.header("content-length");
    std::uint64_t size = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (text.empty() && !request.http->reader)
        return std::uint64_t(0);
    if (error != std::errc() || end != text.data() + text.size())
        return s3Fail("MissingContentLength", "The request must say how long its body is.");
    if (size > largest_put)
        return s3Fail("EntityTooLarge", "One request may carry 5 GiB at most. Use a multipart upload.");
    return size;
}

bool isHexDigest(std::string_view text)
{
    return text.size() == 64 && text.find_first_not_of("0123456789abcdefABCDEF") == text.npos;
}

net::Response withStatus(int status)
{
    net::Response response;
    response.status = status;
    return response;
}

/// Sends a request whose answer is handed on, where it is an object.
Result<net::FetchResponse> beginPassing(ForeignStore& store, const StoreRequest& request,
                                        std::shared_ptr<net::PassedAnswer>& answer)
{
    const auto start = [&](net::FetchCallbacks callbacks) {
        return Result<std::shared_ptr<net::Fetch>>(store.start(request, std::move(callbacks)));
    };
    const auto is_object = [](const net::FetchResponse& head) {
        return head.status == 200 || head.status == 206;
    };
    return net::PassedAnswer::begin(start, is_object, answer).map_error(storeUnreached);
}

}  // namespace

Result<void> ForeignObjects::checkKey(std::string_view key) const
{
    constexpr std::size_t longest_project = 63;
    if (key.size() + store_->prefix().size() + longest_project + 1 > longest_key)
        return s3Fail("KeyTooLongError",
                      fmt::format("A key may have {} bytes here.",
                                  longest_key - longest_project - 1 - store_->prefix().size()));
    if (hasStep(key))
        return s3Fail("InvalidArgument", "A key may not have a part \".\" or \"..\" here. Use another key.");
    return {};
}

StoreRequest ForeignObjects::begin(const S3Request& request,
                                   const std::vector<std::string_view>& parameters) const
{
    StoreRequest begun;
    begun.method = request.head.method;
    if (!request.key.empty())
        begun.key = store_->placeOf(request.bucket) + request.key;
    for (const std::string_view name : parameters) {
        if (const std::string* value = find(request.head.query, name))
            begun.query.emplace_back(name, *value);
    }
    return begun;
}

std::optional<net::Response> ForeignObjects::elsewhere(const S3Request& request) const
{
    const bool asked = request.head.headers.find(s3::direct_header) != nullptr;
    const bool plain = !request.head.headers.find("x-amz-copy-source") && !request.asks("response-expires");
    if (!asked || !plain || request.key.empty())
        return std::nullopt;
    StoreRequest direct;
    if (request.is("GET") && !request.asks("uploadId")) {
        direct = begin(request, read_parameters);
    } else if (request.is("PUT") && !isCode(request.key) && request.head.headers.find("content-md5") &&
               !request.head.headers.find("if-none-match")) {
        direct = begin(request, {"partNumber", "uploadId"});
        takeHeaders(request, {"content-md5"}, direct);
    } else {
        return std::nullopt;
    }
    Result<std::string> address = store_->presign(direct, address_life);
    if (!address)
        return std::nullopt;
    net::Response response = withStatus(307);
    response.headers.set("Location", std::move(*address));
    response.headers.set("Cache-Control", "no-store");
    return response;
}

Result<net::Response> ForeignObjects::rewritten(const S3Request& request,
                                                const net::FetchResponse& answer) const
{
    // Completions and copies may fail after their status was sent.
    if (const s3::Problem problem = s3::readProblem(answer.body); !problem.code.empty()) {
        net::FetchResponse failed = answer;
        failed.status = s3Status(problem.code);
        return tl::unexpected(storeError(store_->name(), failed));
    }
    Result<std::string> xml = rewriteAnswer(answer.body, {request.bucket, store_->placeOf(request.bucket),
                                                          request.parameter("encoding-type") == "url"});
    if (!xml)
        return propagate(xml);
    net::Response response;
    response.headers.set("Content-Type", "application/xml");
    response.body = std::move(*xml);
    return response;
}

Result<net::Response> ForeignObjects::onBucket(const S3Request& request)
{
    return answer(request);
}

Result<net::Response> ForeignObjects::onObject(const S3Request& request)
{
    return answer(request);
}

Result<net::Response> ForeignObjects::answer(const S3Request& request)
{
    const auto run = [&]() -> Result<net::Response> {
        const bool in_upload = request.asks("uploadId");
        if (request.key.empty())
            return request.is("GET") ? list(request) : removeMany(request);
        if (request.is("GET") && in_upload)
            return listParts(request);
        if (request.is("GET") || request.is("HEAD"))
            return read(request);
        if (request.is("PUT"))
            return request.head.headers.find("x-amz-copy-source") ? copy(request) : put(request);
        if (request.is("POST") && request.asks("uploads"))
            return createUpload(request);
        if (request.is("POST") && in_upload)
            return completeUpload(request);
        return request.is("DELETE") ? remove(request) : methodNotAllowed();
    };
    return run().map_error([&](const Error& error) {
        const Error told = answerFor(error);
        if (told.type != error.type)
            spdlog::error(logLine("store-refuses", {{"path", request.head.path}, {"why", error.message}}));
        return told;
    });
}

Result<net::Response> ForeignObjects::list(const S3Request& request)
{
    const std::string encoding = request.parameter("encoding-type");
    if (!encoding.empty() && encoding != "url")
        return s3Fail("InvalidArgument", "encoding-type must be \"url\".");
    StoreRequest wanted = begin(request, {"list-type", "delimiter", "continuation-token", "fetch-owner",
                                          "uploads", "upload-id-marker"});
    for (const char* count : {"max-keys", "max-uploads"}) {
        const Result<std::uint64_t> most = numberParameter(request, count, 1000, 1000);
        if (!most)
            return propagate(most);
        if (request.asks(count))
            wanted.query.emplace_back(count, std::to_string(*most));
    }
    const std::string place = store_->placeOf(request.bucket);
    for (const char* name : {"marker", "start-after", "key-marker"}) {
        if (const std::string value = request.parameter(name); !value.empty())
            wanted.query.emplace_back(name, place + value);
    }
    wanted.query.emplace_back("prefix", place + request.parameter("prefix"));
    // Whatever a key holds, it comes whole.
    wanted.query.emplace_back("encoding-type", "url");
    return store_->ask(wanted).and_then(
        [&](const net::FetchResponse& listed) { return rewritten(request, listed); });
}

Result<net::Response> ForeignObjects::removeMany(const S3Request& request)
{
    return removeObjects(*store_, request, [&](const std::string& key) {
        return checkKey(key).and_then([&] {
            return checkWrite(resources_, request.who.caller, request.bucket, key, KeyChange::Remove);
        });
    });
}

Result<net::Response> ForeignObjects::read(const S3Request& request)
{
    StoreRequest wanted = begin(request, read_parameters);
    takeHeaders(request, read_headers, wanted);
    std::shared_ptr<net::PassedAnswer> passed;
    const Result<net::FetchResponse> got =
        request.is("HEAD") ? store_->run(wanted) : beginPassing(*store_, wanted, passed);
    if (!got)
        return propagate(got);
    if (got->status != 200 && got->status != 206 && got->status != 304)
        return tl::unexpected(storeError(store_->name(), *got));
    net::Response response = withStatus(got->status);
    takeObjectHeaders(got->headers, response.headers);
    if (passed && got->status != 304)
        response.body = passed->body();
    return response;
}

Result<net::Response> ForeignObjects::put(const S3Request& request)
{
    const Result<std::uint64_t> size = announcedBytes(request);
    if (!size)
        return propagate(size);
    StoreRequest wanted = begin(request, {"partNumber", "uploadId"});
    if (const Result<void> taken = takeWishes(request, wanted); !taken)
        return propagate(taken);
    const bool whole = !request.asks("uploadId");
    takeHeaders(request, whole ? checksum_headers : std::vector<std::string_view>{"content-md5"}, wanted);
    const std::string none = request.header("if-none-match");
    if (!none.empty() && none != "*")
        return s3Fail("NotImplemented", "A put takes If-None-Match with \"*\" alone.");
    if (!none.empty()) {
        // Not every store holds this condition, so it is looked at here, too.
        const Result<net::FetchResponse> there = store_->run({"HEAD", wanted.key, {}, {}, {}, {}, {}});
        if (there && there->status == 200)
            return s3Fail("PreconditionFailed", "There is an object with this key already.");
        wanted.headers.emplace_back("if-none-match", none);
    }
    wanted.payload_hash = isHexDigest(request.who.payload_hash) ? request.who.payload_hash
                                                                : std::string(sigv4::unsigned_payload);
    PassedBody body(*store_, std::move(wanted), *size);
    const Result<ObjectInfo> info =
        receiveBody(request, isCode(request.key) ? HashBody::Always : HashBody::IfAsked,
                    [&](std::string_view bytes) { return body.write(bytes); });
    if (!info)
        return propagate(info);
    const Result<net::FetchResponse> stored =
        checkCode(request.key, info->sha256)
            // The dataset may have been sealed while the bytes came.
            .and_then([&] { return checkWrite(resources_, request.who.caller, request.bucket, request.key); })
            .and_then([&] { return body.finish(); });
    if (!stored)
        return propagate(stored);
    net::Response response;
    takeObjectHeaders(stored->headers, response.headers);
    addChecksums(*info, response.headers);
    return response;
}

Result<net::Response> ForeignObjects::copy(const S3Request& request)
{
    if (const Result<void> allowed = refuseCode(request.key); !allowed)
        return propagate(allowed);
    const Result<BucketAndKey> source = readCopySource(request);
    if (!source)
        return propagate(source);
    if (const Result<void> possible = checkKey(source->key); !possible)
        return propagate(possible);
    StoreRequest wanted = begin(request, {"partNumber", "uploadId"});
    if (const Result<void> taken = takeWishes(request, wanted); !taken)
        return propagate(taken);
    wanted.headers.emplace_back(
        "x-amz-copy-source", "/" + percentEncode(store_->bucket()) + "/" +
                                 percentEncode(store_->placeOf(source->bucket) + source->key, Slash::Keep));
    takeHeaders(request,
                {"x-amz-copy-source-range", "x-amz-copy-source-if-match", "x-amz-copy-source-if-none-match",
                 "x-amz-copy-source-if-modified-since", "x-amz-copy-source-if-unmodified-since",
                 "x-amz-metadata-directive"},
                wanted);
    wanted.stall_timeout = longest_work;
    return store_->ask(wanted).and_then(
        [&](const net::FetchResponse& copied) { return rewritten(request, copied); });
}

Result<net::Response> ForeignObjects::createUpload(const S3Request& request)
{
    if (const Result<void> allowed = refuseCode(request.key); !allowed)
        return propagate(allowed);
    StoreRequest wanted = begin(request, {"uploads"});
    if (const Result<void> taken = takeWishes(request, wanted); !taken)
        return propagate(taken);
    return store_->ask(wanted).and_then(
        [&](const net::FetchResponse& begun) { return rewritten(request, begun); });
}

Result<net::Response> ForeignObjects::completeUpload(const S3Request& request)
{
    Result<std::string> body = receiveText(request).and_then(partsAlone);
    if (!body)
        return propagate(body);
    StoreRequest wanted = begin(request, {"uploadId"});
    wanted.body = std::move(*body);
    wanted.stall_timeout = longest_work;
    return store_->ask(wanted).and_then(
        [&](const net::FetchResponse& completed) { return rewritten(request, completed); });
}

Result<net::Response> ForeignObjects::listParts(const S3Request& request)
{
    return store_->ask(begin(request, {"uploadId", "max-parts", "part-number-marker"}))
        .and_then([&](const net::FetchResponse& listed) { return rewritten(request, listed); });
}

Result<net::Response> ForeignObjects::remove(const S3Request& request)
{
    return store_->ask(begin(request, {"uploadId"})).map([](const net::FetchResponse&) {
        return withStatus(204);
    });
}

}  // namespace slipway
