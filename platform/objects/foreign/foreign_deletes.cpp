// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/foreign/foreign_deletes.h"

#include "core/hash.h"
#include "core/utf8.h"
#include "platform/objects/payload/receive_body.h"
#include "platform/objects/s3_error.h"
#include "platform/objects/xml/xml_reader.h"
#include "platform/objects/xml/xml_response.h"

#include <algorithm>

namespace slipway {

namespace {

constexpr std::size_t most_deletes = 1000;

StoreRequest deletion(const std::vector<std::string>& keys)
{
    XmlWriter xml;
    xml.open("Delete", s3_namespace);
    xml.text("Quiet", "true");
    for (const std::string& key : keys) {
        xml.open("Object");
        xml.text("Key", key);
        xml.close("Object");
    }
    xml.close("Delete");
    StoreRequest request;
    request.method = "POST";
    request.query = {{"delete", ""}};
    request.body = std::move(xml).finish();
    Md5 md5;
    md5.update(request.body);
    request.headers = {{"content-md5", base64(md5.finish())}, {"content-type", "application/xml"}};
    return request;
}

void writeOutcome(XmlWriter& xml, const std::string& key, const Error* why, bool quiet)
{
    if (!why && quiet)
        return;
    xml.open(why ? "Error" : "Deleted");
    xml.text("Key", key);
    if (why) {
        xml.text("Code", why->type.empty() ? "InternalError" : why->type);
        xml.text("Message", why->message);
    }
    xml.close(why ? "Error" : "Deleted");
}

/// Whether every reader of XML takes a key as it is; most refuse control characters.
bool fitsXml(std::string_view key)
{
    while (!key.empty()) {
        const std::size_t length = utf8SequenceLength(key);
        if (length == 0 || static_cast<unsigned char>(key[0]) < 0x20)
            return false;
        key.remove_prefix(length);
    }
    return true;
}

Result<void> deleteTogether(ForeignStore& store, const std::vector<std::string>& keys,
                            std::vector<NotDeleted>& left)
{
    if (keys.empty())
        return {};
    const Result<net::FetchResponse> answer = store.ask(deletion(keys));
    if (!answer)
        return propagate(answer);
    const Result<XmlElement> result = parseXml(answer->body);
    if (!result || result->name != "DeleteResult")
        return s3Fail("ServiceUnavailable", "The store behind this platform does not say what it deleted.");
    for (const XmlElement& one : result->children) {
        if (one.name != "Error")
            continue;
        net::FetchResponse said;
        said.status = s3Status(one.childText("Code"));
        XmlWriter problem;
        problem.open("Error");
        problem.text("Code", one.childText("Code"));
        problem.text("Message", one.childText("Message"));
        problem.close("Error");
        said.body = std::move(problem).finish();
        left.push_back({std::string(one.childText("Key")), storeError(store.name(), said)});
    }
    return {};
}

}  // namespace

Result<std::vector<NotDeleted>> deleteKeys(ForeignStore& store, const std::vector<std::string>& keys)
{
    std::vector<std::string> together;
    std::vector<NotDeleted> left;
    for (const std::string& key : keys) {
        if (fitsXml(key)) {
            together.push_back(key);
            continue;
        }
        StoreRequest request;
        request.method = "DELETE";
        request.key = key;
        const Result<net::FetchResponse> deleted = store.ask(request);
        if (!deleted)
            left.push_back({key, deleted.error()});
    }
    const Result<void> deleted = deleteTogether(store, together, left);
    if (!deleted)
        return propagate(deleted);
    return left;
}

Result<net::Response> removeObjects(ForeignStore& store, const S3Request& request,
                                    const std::function<Result<void>(const std::string& key)>& allowed)
{
    const Result<XmlElement> body = receiveText(request).and_then(parseXml);
    if (!body)
        return propagate(body);
    if (body->name != "Delete" || body->children.size() > most_deletes + 1)
        return s3Fail("MalformedXML", "One request deletes 1000 keys at most.");
    const std::string place = store.placeOf(request.bucket);
    std::vector<std::pair<std::string, Result<void>>> wanted;
    std::vector<std::string> keys;
    for (const XmlElement& object : body->children) {
        if (object.name != "Object")
            continue;
        const std::string key(object.childText("Key"));
        wanted.emplace_back(key,
                            key.empty() ? s3Fail("InvalidArgument", "An object has no key.") : allowed(key));
        if (wanted.back().second)
            keys.push_back(place + key);
    }
    const Result<std::vector<NotDeleted>> left = deleteKeys(store, keys);
    if (!left)
        return propagate(left);
    const bool quiet = body->childText("Quiet") == "true";
    XmlWriter xml;
    xml.open("DeleteResult", s3_namespace);
    for (const auto& [key, may] : wanted) {
        const auto kept =
            std::find_if(left->begin(), left->end(),
                         [&, whole = place + key](const NotDeleted& one) { return one.key == whole; });
        const Error told = !may ? may.error() : kept != left->end() ? answerFor(kept->why) : Error();
        writeOutcome(xml, key, !may || kept != left->end() ? &told : nullptr, quiet);
    }
    xml.close("DeleteResult");
    return xmlResponse(std::move(xml));
}

}  // namespace slipway
