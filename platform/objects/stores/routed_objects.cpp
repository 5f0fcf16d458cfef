// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/stores/routed_objects.h"

#include "core/resources/object_store.h"
#include "platform/objects/operations/copy_source.h"
#include "platform/objects/payload/receive_body.h"
#include "platform/objects/s3_error.h"
#include "platform/objects/stores/inner_request.h"
#include "platform/objects/stores/object_carrier.h"
#include "platform/objects/xml/xml_reader.h"
#include "platform/objects/xml/xml_response.h"

#include <algorithm>
#include <map>

namespace slipway {

namespace {

constexpr std::size_t most_deletes = 1000;

bool reads(const S3Request& request)
{
    return (request.is("GET") || request.is("HEAD")) && !request.asks("uploadId");
}

std::string deleteDocument(const std::vector<std::string>& keys)
{
    XmlWriter xml;
    xml.open("Delete", s3_namespace);
    for (const std::string& key : keys) {
        xml.open("Object");
        xml.text("Key", key);
        xml.close("Object");
    }
    xml.close("Delete");
    return std::move(xml).finish();
}

/// Repeats what a store said of each key.
void repeat(const XmlElement& result, bool quiet, XmlWriter& xml)
{
    for (const XmlElement& one : result.children) {
        if (one.name == "Deleted" && quiet)
            continue;
        xml.open(one.name);
        for (const XmlElement& told : one.children)
            xml.text(told.name, told.text);
        xml.close(one.name);
    }
}

}  // namespace

Result<RoutedObjects::Backend> RoutedObjects::readableAt(const Caller& caller, const std::string& bucket,
                                                         const std::string& key) const
{
    const auto names = routes_.readable(caller, bucket, key);
    if (!names)
        return propagate(names);
    Result<Backend> store = stores_->find(names->front());
    for (auto name = names->begin() + 1; !store && name != names->end(); ++name)
        store = stores_->find(*name);
    return store;
}

Result<RoutedObjects::Backend> RoutedObjects::storeFor(const S3Request& request) const
{
    if (stores_->isAlone())
        return stores_->home();
    const Caller& caller = request.who.caller;
    Result<Backend> store =
        reads(request)
            ? readableAt(caller, request.bucket, request.key)
            : routes_.writable(caller, request.bucket, request.key).and_then([&](const std::string& name) {
                  return stores_->find(name);
              });
    if (!store)
        return store;
    return (*store)->checkKey(request.key).map([&] { return *store; });
}

bool RoutedObjects::isElsewhere(const net::RequestHead& head) const
{
    const auto place = stores_->isAlone() ? Result<BucketAndKey>(BucketAndKey()) : readPath(head.path);
    const auto names = place ? routes_.readable({}, place->bucket, place->key) : propagate(place);
    if (!names)
        return false;
    return std::any_of(names->begin(), names->end(), [&](const std::string& name) {
        const auto store = stores_->find(name);
        return store && (*store)->isElsewhere(head);
    });
}

std::optional<net::Response> RoutedObjects::elsewhere(const S3Request& request) const
{
    if (request.key.empty())
        return std::nullopt;
    const auto store = storeFor(request);
    return store ? (*store)->elsewhere(request) : std::nullopt;
}

Result<Backends> RoutedObjects::storesBelow(const S3Request& request) const
{
    auto names = stores_->isAlone()
                     ? Result<std::vector<std::string>>(std::vector{std::string(home_store)})
                     : routes_.readableBelow(request.who.caller, request.bucket, request.parameter("prefix"));
    if (!names)
        return propagate(names);
    if (names->size() > 1)
        names->resize(1);
    Backends stores;
    for (const std::string& name : names->empty() ? stores_->names() : *names) {
        auto store = stores_->find(name);
        if (!store)
            return propagate(store);
        stores.push_back(std::move(*store));
    }
    return stores;
}

Result<net::Response> RoutedObjects::onBucket(const S3Request& request)
{
    if (!request.is("GET"))
        return stores_->isAlone() ? stores_->home()->onBucket(request) : removeMany(request);
    const auto stores = storesBelow(request);
    if (!stores)
        return propagate(stores);
    if (stores->size() == 1)
        return stores->front()->onBucket(request);
    return request.asks("uploads") ? listUploadsAcross(*stores, request) : listAcross(*stores, request);
}

Result<net::Response> RoutedObjects::onObject(const S3Request& request)
{
    const auto store = storeFor(request);
    if (!store)
        return propagate(store);
    if (!stores_->isAlone() && request.head.headers.find("x-amz-copy-source"))
        return copy(request, *store);
    return (*store)->onObject(request);
}

Result<net::Response> RoutedObjects::copy(const S3Request& request, const Backend& to)
{
    const auto source = readCopySource(request);
    if (!source)
        return propagate(source);
    const auto from = readableAt(request.who.caller, source->bucket, source->key);
    if (!from)
        return propagate(from);
    return *from == to ? to->onObject(request) : copyObjectAcross(**from, *source, *to, request);
}

Result<net::Response> RoutedObjects::removeMany(const S3Request& request)
{
    const Result<XmlElement> body = receiveText(request).and_then(parseXml);
    if (!body)
        return propagate(body);
    if (body->name != "Delete" || body->children.size() > most_deletes + 1)
        return s3Fail("MalformedXML", "One request deletes 1000 keys at most.");
    std::map<std::string, std::vector<std::string>> keys;  // By the name of their store.
    for (const XmlElement& object : body->children) {
        const std::string key(object.childText("Key"));
        const auto name = routes_.writable(request.who.caller, request.bucket, key);
        if (!name)
            return propagate(name);
        if (object.name == "Object")
            keys[*name].push_back(key);
    }
    XmlWriter xml;
    xml.open("DeleteResult", s3_namespace);
    for (const auto& [name, some] : keys) {
        InnerRequest remove("POST", request.bucket, {}, request.who.caller);
        remove.head().query = {{"delete", ""}};
        remove.setBody(deleteDocument(some));
        const auto result =
            stores_->find(name)
                .and_then([&](const Backend& store) { return store->onBucket(remove.request()); })
                .and_then(textOf)
                .and_then(parseXml);
        if (!result)
            return propagate(result);
        repeat(*result, body->childText("Quiet") == "true", xml);
    }
    xml.close("DeleteResult");
    return xmlResponse(std::move(xml));
}

}  // namespace slipway
