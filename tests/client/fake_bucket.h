// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hash.h"
#include "core/json.h"
#include "core/uri.h"
#include "tests/client/bucket_answers.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <atomic>
#include <map>
#include <mutex>
#include <string>

namespace slipway {

/// One dataset and one bucket in memory, with the failures that a test asks for.
class FakeBucket {
public:
    std::map<std::string, std::string> objects;                 ///< By key.
    std::map<std::string, std::map<int, std::string>> uploads;  ///< Parts by upload id.
    std::map<std::string, std::string> upload_keys;
    std::string dataset;  ///< JSON; empty while there is none.
    std::function<void()> on_put;
    int puts = 0, part_puts = 0;
    bool sealed = false;

    using Failure = std::function<std::optional<net::Response>(const net::Request&)>;
    /// From now on requests for which it returns something are answered with that; with nullptr none.
    void failWith(Failure failure)
    {
        const std::lock_guard lock(mutex_);
        fail_with_ = std::move(failure);
    }

    net::Response handle(const net::Request& request, const std::string& url)
    {
        std::unique_lock lock(mutex_);
        if (fail_with_)
            if (auto failed = fail_with_(request))
                return std::move(*failed);
        return request.head.path.starts_with("/api/") ? api(request, url) : bucket(request);
    }

private:
    net::Response api(const net::Request& request, const std::string& url)
    {
        if (request.head.path.ends_with("/account"))
            return answer(200, fmt::format(R"({{"user":"alice","s3_endpoint":"{}"}})", url));
        if (request.head.method == "POST" && !dataset.empty())
            return problem(409, "name-taken");
        if (request.head.method == "POST" || request.head.method == "PUT") {
            auto json = *parseJson(request.body);
            json["generation"] = request.head.method == "PUT" ? 2 : 1;
            json["created"] = "2026-11-23T07:11:46.120Z";
            json["status"] = {{"phase", "Uploading"}, {"bucket", "default"}, {"prefix", "datasets/d/1/"}};
            sealed = json["spec"].value("sealed", false);
            dataset = dumpJson(json);
        }
        return dataset.empty() ? problem(404, "not-found") : answer(200, dataset);
    }

    net::Response bucket(const net::Request& request)
    {
        const std::string path = percentDecode(request.head.path).value();
        const std::string key = path.size() > 9 ? path.substr(9) : std::string();
        const std::string* upload = find(request.head.query, "uploadId");
        const std::string& method = request.head.method;
        if (method == "PUT" &&
            *request.head.headers.find("X-Amz-Content-Sha256") != hex(sha256(request.body)))
            return xml(
                400,
                "<Error><Code>XAmzContentSHA256Mismatch</Code><Message>The bytes differ.</Message></Error>");
        if (method == "PUT")
            return put(request, key, upload);
        if (method == "POST" && find(request.head.query, "uploads")) {
            const std::string id = fmt::format("u{}", uploads.size() + 1);
            uploads[id];
            upload_keys[id] = key;
            return xml(200, "<InitiateMultipartUploadResult><UploadId>" + id +
                                "</UploadId></InitiateMultipartUploadResult>");
        }
        if (method == "POST")
            return complete(*upload);
        if (method == "HEAD")
            return answer(objects.contains(key) ? 200 : 404, "");
        if (upload)
            return partList(uploads[*upload]);
        return find(request.head.query, "uploads") ? uploadList(upload_keys)
                                                   : objectList(objects, *find(request.head.query, "prefix"));
    }

    net::Response put(const net::Request& request, const std::string& key, const std::string* upload)
    {
        if (on_put)
            on_put();
        (upload ? part_puts : puts)++;
        (upload ? uploads[*upload][std::stoi(*find(request.head.query, "partNumber"))] : objects[key]) =
            request.body;
        auto done = answer(200, "");
        done.headers.set("ETag", "\"" + md5(request.body) + "\"");
        return done;
    }

    net::Response complete(const std::string& id)
    {
        std::string whole;
        for (const auto& [number, bytes] : uploads[id])
            whole += bytes;
        objects[upload_keys[id]] = whole;
        uploads.erase(id);
        upload_keys.erase(id);
        return xml(200, "<CompleteMultipartUploadResult/>");
    }

    std::mutex mutex_;
    Failure fail_with_;
};

}  // namespace slipway
