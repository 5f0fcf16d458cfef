// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hash.h"
#include "core/json.h"
#include "core/signature_v4.h"
#include "core/specs.h"
#include "core/uri.h"
#include "net/fetch/fetcher.h"
#include "net/serve/server.h"
#include "platform/auth/access_keys.h"
#include "platform/auth/authenticator.h"
#include "platform/auth/secret_box.h"
#include "platform/objects/object_service.h"
#include "platform/store/store.h"

#include <QTemporaryDir>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace slipway::test {

struct Key {
    std::string access_key, secret_key;
    Resource resource;
};

/// What a row changes of an otherwise good request.
struct Ask {
    std::string method = "GET";
    std::string path = "/";  ///< Encoded.
    QueryParameters query;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::string payload_hash;  ///< Of the body when empty.
    std::chrono::seconds clock_offset{0};
};

/// A real object service on loopback with projects "default" and "other", and keys of people with every role.
class ObjectServer {
public:
    ObjectServer()
        : store(Store::open(directory() / "slipway.db").value()),
          secrets(SecretBox::open(directory() / "master.key").value()),
          authenticator(*store, secrets)
    {
        create(Kind::Project, {}, "default", {}, "{}");
        create(Kind::Project, {}, "other", {}, "{}");
        member("default", "alice", "engineer");
        member("default", "bob", "engineer");
        member("default", "mia", "manager");
        member("default", "vera", "viewer");
        alice = issue("alice");
        bob = issue("bob");
        mia = issue("mia");
        vera = issue("vera");
        stranger = issue("stranger");
        service = std::make_shared<ObjectService>(authenticator, *store, objects());
        server = net::Server::start({}, service).value();
    }
    ~ObjectServer() { server->stop(std::chrono::milliseconds(10)); }

    std::filesystem::path directory() const { return directory_.path().toStdString(); }
    std::filesystem::path objects() const { return directory() / "objects"; }
    std::string address() const { return server->address(); }

    Resource create(Kind kind, const std::string& project, const std::string& name, const std::string& owner,
                    const std::string& spec)
    {
        Resource made;
        const Result<void> written = store->write([&](Transaction& transaction) -> Result<void> {
            Resource resource;
            resource.kind = kind;
            resource.project = project;
            resource.name = name;
            resource.owner = owner;
            resource.spec = spec;
            Result<Resource> created = transaction.create(resource);
            if (!created)
                return propagate(created);
            made = *created;
            return {};
        });
        if (!written)
            qFatal("%s", written.error().message.c_str());
        return made;
    }

    void member(const std::string& project, const std::string& user, const std::string& role)
    {
        create(Kind::Member, project, user, {}, dumpJson(write(MemberSpec{user, role})));
    }

    Key issue(const std::string& user)
    {
        Key key;
        const Result<void> written = store->write([&](Transaction& transaction) -> Result<void> {
            Resource resource;
            resource.kind = Kind::AccessKey;
            resource.name = "key-" + user;
            resource.owner = user;
            Result<IssuedKey> issued = issueKey(transaction, secrets, resource);
            if (!issued)
                return propagate(issued);
            key = {issued->access_key, issued->secret_key, issued->resource};
            return {};
        });
        if (!written)
            qFatal("%s", written.error().message.c_str());
        return key;
    }

    sigv4::SignedRequest signable(const Ask& ask) const
    {
        sigv4::SignedRequest request;
        request.method = ask.method;
        request.path = ask.path;
        request.query = ask.query;
        request.headers = {{"host", address()}};
        for (const auto& [name, value] : ask.headers)
            request.headers.emplace(name, value);
        request.payload_hash = ask.payload_hash.empty() ? hex(sha256(ask.body)) : ask.payload_hash;
        return request;
    }

    static sigv4::Scope scope() { return {"us-east-1", "s3", sigv4::PathEncoding::Once}; }

    std::string url(const Ask& ask) const
    {
        const std::string query = formatQuery(ask.query);
        return "http://" + address() + ask.path + (query.empty() ? "" : "?" + query);
    }

    net::FetchResponse send(const Ask& ask, const std::vector<std::pair<std::string, std::string>>& signature)
    {
        net::FetchRequest request;
        request.method = ask.method;
        request.url = url(ask);
        request.body = ask.body;
        for (const auto& [name, value] : ask.headers)
            request.headers.set(name, value);
        for (const auto& [name, value] : signature)
            request.headers.set(name, value);
        const Result<net::FetchResponse> response = fetcher.run(std::move(request));
        if (!response)
            qFatal("%s", response.error().message.c_str());
        return *response;
    }

    /// Signed in the header.
    net::FetchResponse ask(const Key& key, const Ask& ask)
    {
        return send(ask, sigv4::sign(signable(ask), {key.access_key, key.secret_key, {}}, scope(),
                                     now() + ask.clock_offset));
    }

    net::FetchResponse put(const Key& key, const std::string& path, const std::string& body,
                           std::vector<std::pair<std::string, std::string>> headers = {})
    {
        Ask request;
        request.method = "PUT";
        request.path = path;
        request.body = body;
        request.headers = std::move(headers);
        return ask(key, request);
    }

    net::FetchResponse get(const Key& key, const std::string& path, QueryParameters query = {},
                           std::vector<std::pair<std::string, std::string>> headers = {})
    {
        Ask request;
        request.path = path;
        request.query = std::move(query);
        request.headers = std::move(headers);
        return ask(key, request);
    }

    std::string file(const std::string& path) const
    {
        std::ifstream in(objects() / path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

private:
    QTemporaryDir directory_;

public:
    std::unique_ptr<Store> store;
    SecretBox secrets;
    Authenticator authenticator;
    Key alice, bob, mia, vera, stranger;
    std::shared_ptr<ObjectService> service;
    std::unique_ptr<net::Server> server;
    net::Fetcher fetcher;
};

/// The text of the first element of this name in an answer.
inline std::string element(const std::string& xml, const std::string& name)
{
    const std::size_t begin = xml.find("<" + name + ">");
    const std::size_t end = xml.find("</" + name + ">");
    if (begin == xml.npos || end == xml.npos)
        return {};
    return xml.substr(begin + name.size() + 2, end - begin - name.size() - 2);
}

/// The texts of all elements of this name, joined by spaces.
inline std::string elements(std::string xml, const std::string& name)
{
    std::string all;
    while (xml.find("<" + name + ">") != xml.npos) {
        all += (all.empty() ? "" : " ") + element(xml, name);
        xml.erase(0, xml.find("</" + name + ">") + name.size());
    }
    return all;
}

}  // namespace slipway::test
