// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/data/task_bucket.h"

#include "core/file_descriptor.h"
#include "core/hash.h"
#include "core/signing/signature_v4.h"
#include "runner/data/store_target.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <thread>

namespace slipway {

namespace {

constexpr int most_tries = 6;
constexpr std::chrono::milliseconds first_pause{200};
constexpr std::chrono::milliseconds longest_pause{5'000};
constexpr std::uint64_t part_bytes = 16u << 20;
constexpr std::uint64_t most_parts = 10'000;
constexpr std::chrono::milliseconds patience{60'000};  // For one answer, or between pieces of it.

tl::unexpected<Error> cannot(const char* what, const std::filesystem::path& file)
{
    const bool full = errno == ENOSPC || errno == EDQUOT;
    return fail(full ? ErrorCode::ResourceExhausted : ErrorCode::Unavailable,
                std::string("Cannot ") + what + " " + file.string() + ": " + std::strerror(errno) + ".",
                full ? disk_full : "");
}

/// A file that takes its name once it is whole.
class NewFile final : public ObjectSink {
public:
    explicit NewFile(std::filesystem::path file) : file_(std::move(file)), unfinished_(file_)
    {
        unfinished_ += ".slipway-part";
    }
    ~NewFile() override { ::unlink(unfinished_.c_str()); }
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    bool begin() override
    {
        std::error_code error;
        std::filesystem::create_directories(file_.parent_path(), error);
        out_ = FileDescriptor(::open(unfinished_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
        return static_cast<bool>(out_);
    }

    bool take(std::string_view bytes) override
    {
        while (!bytes.empty()) {
            const ssize_t written = ::write(out_.get(), bytes.data(), bytes.size());
            if (written < 0 && errno != EINTR)
                return false;
            bytes.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
        }
        return true;
    }

    bool finish() { return ::rename(unfinished_.c_str(), file_.c_str()) == 0; }

private:
    std::filesystem::path file_, unfinished_;
    FileDescriptor out_;
};

bool isMd5(const std::string& etag)
{
    return etag.size() == 32 && etag.find_first_not_of("0123456789abcdef") == std::string::npos;
}

Result<std::string> readPart(const std::filesystem::path& file, std::uint64_t offset, std::uint64_t size)
{
    const FileDescriptor in(::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    std::string part(size, '\0');
    std::size_t got = 0;
    while (in && got < part.size()) {
        const ssize_t read =
            ::pread(in.get(), part.data() + got, part.size() - got, static_cast<off_t>(offset + got));
        if (read < 0 && errno != EINTR)
            break;
        if (read == 0)
            return fail(ErrorCode::Canceled, file.string() + " became shorter while it was stored.");
        got += read > 0 ? static_cast<std::size_t>(read) : 0;
    }
    if (got < part.size())
        return cannot("read", file);
    return part;
}

/// Whether a store behind the platform may take or give the body itself.
bool mayGoDirect(const std::string& method, const std::string& key, const QueryParameters& query)
{
    return !key.empty() && (method == "PUT" || (method == "GET" && !find(query, "uploadId")));
}

bool isUnreached(const Error& error)
{
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::DeadlineExceeded ||
           error.type == "untrusted-certificate";
}

std::string contentMd5(std::string_view body)
{
    Md5 md5;
    md5.update(body);
    return base64(md5.finish());
}

}  // namespace

TaskBucket::TaskBucket(BucketAccess access) : access_(std::move(access)) {}

Result<void> TaskBucket::reach() const
{
    const auto url = Url::parse(access_.endpoint);
    if (!url)
        return propagate(url);
    net::DialRequest request;
    request.target = "/";
    request.timeout = patience;
    request.headers.set("Host", url->authority());
    const net::DialTarget target = targetOf(*url, access_.ca_file);
    auto answer = net::dial(target, request);
    auto pause = first_pause;
    for (int tries = 1; !answer && tries < most_tries; ++tries) {
        std::this_thread::sleep_for(pause);
        pause = std::min(pause * 2, longest_pause);
        answer = net::dial(target, request);
    }
    if (!answer)
        return propagate(answer);
    if (answer->status >= 500)
        return fail(ErrorCode::Unavailable,
                    "What answers there says " + std::to_string(answer->status) + " and nothing else.");
    return {};
}

Result<net::DialResponse> TaskBucket::sendOnce(const Call& call) const
{
    if (learned_->unreachable || !mayGoDirect(call.method, call.key, call.query))
        return sendHere(call, Ask::Plain);
    const bool without_body = learned_->offered;
    auto answer = sendHere(call, without_body ? Ask::ForAddress : Ask::Direct);
    if (!answer)
        return answer;
    learned_->offered = answer->headers.find(s3::direct_header) != nullptr;
    const std::string* address = answer->headers.find("location");
    if (answer->status == 307 && address != nullptr) {
        auto there = sendThere(call, *address);
        const bool broken = there ? there->status == 403 : isUnreached(there.error()) && !learned_->worked;
        learned_->worked = learned_->worked || (there && there->status < 300);
        if (!broken)
            return there;
        learned_->unreachable = true;
        // What a get received so far is its caller's; a put is simply sent again.
        return call.on_body ? there : sendHere(call, Ask::Plain);
    }
    const bool body_was_missed =
        without_body && !call.body.empty() && (answer->status < 300 || !learned_->offered);
    return body_was_missed ? sendHere(call, Ask::Plain) : answer;
}

Result<net::DialResponse> TaskBucket::sendThere(const Call& call, const std::string& address) const
{
    const Result<Url> url = Url::parse(address);
    if (!url)
        return propagate(url);
    net::DialRequest request;
    request.method = call.method;
    request.target = url->path + (url->query.empty() ? "" : "?" + url->query);
    request.headers.set("Host", url->authority());
    if (call.method == "PUT")
        request.headers.set("Content-MD5", contentMd5(call.body));
    request.body = call.body;
    request.timeout = patience;
    request.on_body = call.on_body;
    return net::dial(targetOf(*url, access_.ca_file), request);
}

Result<net::DialResponse> TaskBucket::sendHere(const Call& call, Ask ask) const
{
    const Result<Url> url = Url::parse(access_.endpoint);
    if (!url)
        return propagate(url);
    std::string path = "/" + percentEncode(access_.bucket);
    if (!call.key.empty())
        path += "/" + percentEncode(call.key, Slash::Keep);
    const sigv4::SignedRequest to_sign{
        call.method, path, call.query, {{"host", url->authority()}}, hex(sha256(call.body))};
    net::DialRequest request;
    request.method = call.method;
    request.target = call.query.empty() ? path : path + "?" + formatQuery(call.query);
    request.headers.set("Host", url->authority());
    if (ask != Ask::Plain) {
        request.headers.set(std::string(s3::direct_header), "1");
        if (call.method == "PUT")
            request.headers.set("Content-MD5", contentMd5(call.body));
    }
    for (auto& [name, value] : sigv4::sign(to_sign, {access_.access_key, access_.secret_key, {}},
                                           {"us-east-1", "s3", sigv4::PathEncoding::Once}, now()))
        request.headers.set(name, value);
    if (ask != Ask::ForAddress)
        request.body = call.body;
    request.timeout = patience;
    request.on_body = call.on_body;
    return net::dial(targetOf(*url, access_.ca_file), request);
}

Result<net::DialResponse> TaskBucket::send(const Call& call) const
{
    auto pause = first_pause;
    for (int tries = 1;; ++tries) {
        auto answer = sendOnce(call);
        if (answer && answer->status >= 200 && answer->status < 300)
            return answer;
        Error error = answer ? Error{errorCodeOf(answer->status), {}, {}, {}} : answer.error();
        if (answer) {
            const auto problem = s3::readProblem(answer->body);
            error.type = problem.code;
            error.message = "The store answered " + std::to_string(answer->status) + " for " +
                            access_.bucket + "/" + call.key + ": " + problem.message;
        }
        const bool again = error.code == ErrorCode::Unavailable ||
                           error.code == ErrorCode::DeadlineExceeded ||
                           error.code == ErrorCode::ResourceExhausted;
        if (!again || tries == most_tries)
            return tl::unexpected(std::move(error));
        std::this_thread::sleep_for(pause);
        pause = std::min(pause * 2, longest_pause);
    }
}

Result<std::vector<s3::ObjectEntry>> TaskBucket::list(const std::string& prefix) const
{
    std::vector<s3::ObjectEntry> objects;
    std::string token;
    do {
        Call call;
        if (!token.empty())
            call.query.emplace_back("continuation-token", token);
        call.query.emplace_back("list-type", "2");
        call.query.emplace_back("prefix", prefix);
        const auto answer = send(call);
        if (!answer)
            return propagate(answer);
        auto page = s3::readObjectPage(answer->body);
        if (!page)
            return propagate(page);
        objects.insert(objects.end(), page->objects.begin(), page->objects.end());
        token = page->next_token;
    } while (!token.empty());
    return objects;
}

Result<void> TaskBucket::fetch(const s3::ObjectEntry& object, const std::filesystem::path& file) const
{
    NewFile out(file);
    return fetch(object, out, file.string()).and_then([&] {
        return out.finish() ? Result<void>() : cannot("name", file);
    });
}

Result<void> TaskBucket::fetch(const s3::ObjectEntry& object, ObjectSink& sink, const std::string& name) const
{
    for (int tries = 1;; ++tries) {
        if (!sink.begin())
            return cannot("make", name);
        Md5 md5;
        std::uint64_t size = 0;
        bool taken = true;
        Call call;
        call.key = object.key;
        call.on_body = [&](std::string_view bytes) {
            md5.update(bytes);
            size += bytes.size();
            return taken = sink.take(bytes);
        };
        const auto answer = sendOnce(call);
        if (!taken)
            return cannot("write", name);
        const bool whole = answer && answer->status == 200 && size == object.size_bytes &&
                           (!isMd5(object.etag) || hex(md5.finish()) == object.etag);
        if (whole)
            return {};
        Error error = answer
                          ? Error{answer->status == 200 ? ErrorCode::DataLoss : errorCodeOf(answer->status),
                                  "What came for " + object.key + " is not what the store has (status " +
                                      std::to_string(answer->status) + ").",
                                  {},
                                  {}}
                          : answer.error();
        const bool refused = answer && answer->status >= 400 && answer->status < 500 && answer->status != 429;
        if (refused || tries == most_tries)
            return tl::unexpected(std::move(error));
        std::this_thread::sleep_for(std::min(first_pause * (1 << tries), longest_pause));
    }
}

Result<void> TaskBucket::fetch(const std::string& key, const std::filesystem::path& file) const
{
    const auto known = list(key);
    if (!known)
        return propagate(known);
    for (const s3::ObjectEntry& object : *known) {
        if (object.key == key)
            return fetch(object, file);
    }
    return fail(ErrorCode::NotFound, "The store has no " + key + " any more.");
}

Result<void> TaskBucket::store(const std::filesystem::path& file, const std::string& key) const
{
    struct stat status {};
    if (::lstat(file.c_str(), &status) != 0 || !S_ISREG(status.st_mode))
        return fail(ErrorCode::Canceled, file.string() + " is not there any more.");
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (size > part_bytes)
        return storeInParts(file, size, key);
    auto content = readPart(file, 0, size);
    if (!content)
        return propagate(content);
    Call call;
    call.method = "PUT";
    call.key = key;
    call.body = std::move(*content);
    return send(call).map([](const net::DialResponse&) {});
}

Result<void> TaskBucket::storeInParts(const std::filesystem::path& file, std::uint64_t size_bytes,
                                      const std::string& key) const
{
    Call start{"POST", key, {{"uploads", ""}}, {}, {}};
    const auto begun =
        send(start).and_then([](const net::DialResponse& answer) { return s3::readUploadId(answer.body); });
    if (!begun)
        return propagate(begun);
    const std::uint64_t step = std::max(part_bytes, size_bytes / most_parts + 1);
    std::vector<s3::PartEntry> parts;
    for (std::uint64_t offset = 0; offset < size_bytes; offset += step) {
        auto part = readPart(file, offset, std::min(step, size_bytes - offset));
        const int number = static_cast<int>(parts.size()) + 1;
        Call put{"PUT", key, {{"partNumber", std::to_string(number)}, {"uploadId", *begun}}, {}, {}};
        put.body = part ? std::move(*part) : std::string();
        const auto stored = part ? send(put) : Result<net::DialResponse>(propagate(part));
        if (!stored) {
            (void)sendOnce({"DELETE", key, {{"uploadId", *begun}}, {}, {}});
            return propagate(stored);
        }
        const std::string* found = stored->headers.find("etag");
        std::string etag = found != nullptr ? *found : std::string();
        std::erase(etag, '"');
        parts.push_back({number, std::min(step, size_bytes - offset), etag});
    }
    Call finish{"POST", key, {{"uploadId", *begun}}, s3::writeParts(parts), {}};
    return send(finish).map([](const net::DialResponse&) {});
}

}  // namespace slipway
