// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/post/posted_file.h"

#include "core/uri.h"
#include "platform/objects/s3_error.h"
#include "platform/objects/s3_request.h"
#include "platform/objects/xml/xml_response.h"

#include <algorithm>
#include <array>

namespace slipway {

namespace {

constexpr std::string_view form_type = "multipart/form-data";

/// Fields that are headers of a put by the same name.
constexpr std::array header_fields{"content-type",     "cache-control",    "content-disposition",
                                   "content-language", "content-encoding", "expires"};

bool isHeader(const std::string& field)
{
    const bool of_signature = field == "x-amz-algorithm" || field == "x-amz-credential" ||
                              field == "x-amz-date" || field == "x-amz-signature" ||
                              field == "x-amz-security-token";
    return std::find(header_fields.begin(), header_fields.end(), field) != header_fields.end() ||
           (field.starts_with("x-amz-") && !of_signature);
}

std::string valueOf(const sigv4::FormFields& fields, std::string_view name)
{
    const std::string* value = find(fields, name);
    return value ? *value : std::string();
}

/// The last part of what the client calls its file, wherever it has it.
std::string baseName(const std::string& name)
{
    return name.substr(name.find_last_of("/\\") + 1);
}

}  // namespace

bool isForm(const net::RequestHead& head)
{
    const std::string* type = head.headers.find("content-type");
    const Result<BucketAndKey> place = readPath(head.path);
    return head.method == "POST" && type && type->starts_with(form_type) && head.query.empty() && place &&
           !place->bucket.empty() && place->key.empty();
}

Result<std::shared_ptr<PostedFile>> PostedFile::begin(const net::RequestHead& head,
                                                      std::shared_ptr<net::BodyReader> body)
{
    const std::string* type = head.headers.find("content-type");
    Result<FormParser> parser = FormParser::create(type ? *type : std::string());
    if (!parser)
        return propagate(parser);
    if (!body)
        return s3Fail("IncompleteBody", "The form has no body.");
    return std::shared_ptr<PostedFile>(new PostedFile(std::move(*parser), std::move(body)));
}

Result<bool> PostedFile::pull()
{
    const Result<std::string> piece = body_->read();
    if (!piece && piece.error().code == ErrorCode::Unavailable)
        return s3Fail("IncompleteBody", "The connection broke before the whole form was there.");
    if (!piece)
        return propagate(piece);
    if (piece->empty())
        return parser_.finish().map([] { return false; });
    const Result<void> fed = parser_.feed(*piece, [this](std::string_view bytes) {
        pending_ += bytes;
        return Result<void>();
    });
    return fed.map([] { return true; });
}

Result<void> PostedFile::readFields()
{
    while (!parser_.atFile()) {
        const Result<bool> more = pull();
        if (!more)
            return propagate(more);
    }
    return {};
}

sigv4::FormFields PostedFile::fields() const
{
    constexpr std::string_view variable = "${filename}";
    sigv4::FormFields fields = parser_.fields();
    for (auto& [name, value] : fields) {
        const std::size_t at = name == "key" ? value.find(variable) : std::string::npos;
        if (at != std::string::npos)
            value.replace(at, variable.size(), baseName(parser_.fileName()));
    }
    return fields;
}

void PostedFile::limit(std::uint64_t smallest_bytes, std::uint64_t largest_bytes)
{
    smallest_bytes_ = smallest_bytes;
    largest_bytes_ = largest_bytes;
}

Result<std::string> PostedFile::read()
{
    while (pending_.empty() && !ended_) {
        const Result<bool> more = pull();
        if (!more)
            return propagate(more);
        ended_ = !*more;
    }
    size_bytes_ += pending_.size();
    if (size_bytes_ > largest_bytes_)
        return s3Fail("EntityTooLarge", "The file is larger than the form's policy lets it be.");
    if (pending_.empty() && size_bytes_ < smallest_bytes_)
        return s3Fail("EntityTooSmall", "The file is smaller than the form's policy lets it be.");
    return std::exchange(pending_, {});
}

Result<std::string> PostedFile::readAll(std::uint64_t most)
{
    std::string content;
    while (true) {
        const Result<std::string> piece = read();
        if (!piece || piece->empty())
            return piece ? Result<std::string>(std::move(content)) : piece;
        content += *piece;
        if (content.size() > most)
            return s3Fail("EntityTooLarge", "A form may bring 16 MiB at most here. Put larger objects.");
    }
}

net::RequestHead headOfPut(const net::RequestHead& form, const sigv4::FormFields& fields)
{
    net::RequestHead head;
    head.method = "PUT";
    head.path = form.path;
    head.peer = form.peer;
    head.origin = form.origin;
    for (const auto& [name, value] : fields) {
        if (isHeader(name))
            head.headers.set(name, value);
    }
    if (const std::string* acl = find(fields, "acl"))
        head.headers.set("x-amz-acl", *acl);
    if (const std::string* tags = find(fields, "tagging"))
        head.headers.set("x-amz-tagging", *tags);
    return head;
}

Result<net::Response> answerToForm(const sigv4::FormFields& fields, const std::string& bucket,
                                   const std::string& etag)
{
    const std::string key = valueOf(fields, "key");
    std::string target = valueOf(fields, "success_action_redirect");
    if (target.empty())
        target = valueOf(fields, "redirect");
    net::Response response;
    const std::string path = "/" + percentEncode(bucket) + "/" + percentEncode(key, Slash::Keep);
    const std::string wanted = valueOf(fields, "success_action_status");
    response.status = 204;
    if (const Result<Url> url = Url::parse(target)) {
        const std::string query = formatQuery({{"bucket", bucket}, {"key", key}, {"etag", etag}});
        Url with_news = *url;
        with_news.query += (with_news.query.empty() ? "" : "&") + query;
        response.status = 303;
        response.headers.set("Location", with_news.text());
    } else if (wanted == "201") {
        XmlWriter xml;
        xml.open("PostResponse");
        xml.text("Location", path);
        xml.text("Bucket", bucket);
        xml.text("Key", key);
        xml.text("ETag", etag);
        xml.close("PostResponse");
        response = xmlResponse(std::move(xml));
        response.status = 201;
        response.headers.set("Location", path);
    } else if (wanted == "200") {
        response.status = 200;
    }
    response.headers.set("ETag", etag);
    return response;
}

}  // namespace slipway
