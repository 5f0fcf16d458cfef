// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/pod/segments/form_post.h"

#include "core/ids.h"
#include "core/s3/s3_xml.h"
#include "runner/data/store_target.h"

namespace slipway {

namespace {

constexpr std::size_t boundary_characters = 32;  // No content has them by accident.

std::string partHead(const std::string& boundary, const std::string& name, const char* more = "")
{
    return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n";
}

std::string bodyOf(const PostWay& way, const std::string& name, const std::string& content,
                   const std::string& boundary)
{
    std::string body = partHead(boundary, "key") + way.key_prefix + name + "\r\n";
    for (const auto& [field, value] : way.fields)
        body += partHead(boundary, field) + value + "\r\n";
    body += partHead(boundary, "file", "; filename=\"segment\"");
    body.append(content).append("\r\n--").append(boundary).append("--\r\n");
    return body;
}

}  // namespace

Result<void> postForm(const PostWay& way, const std::string& name, const std::string& content,
                      const FormSending& sending)
{
    const Result<Url> url = Url::parse(way.url);
    if (!url)
        return propagate(url);
    const std::string boundary = newSecret(boundary_characters);
    net::DialRequest request;
    request.method = "POST";
    request.target = url->path;
    request.headers.set("Host", url->authority());
    request.headers.set("Content-Type", "multipart/form-data; boundary=" + boundary);
    request.body = bodyOf(way, name, content, boundary);
    request.timeout = sending.patience;
    request.stop = sending.stop;
    const auto answer = net::dial(targetOf(*url, sending.ca_file), request);
    if (!answer)
        return propagate(answer);
    if (answer->status >= 200 && answer->status < 300)
        return {};
    const s3::Problem problem = s3::readProblem(answer->body);
    return fail(errorCodeOf(answer->status), way.url + " refuses it: " + std::to_string(answer->status) +
                                                 " " + problem.code + " " + problem.message);
}

}  // namespace slipway
