// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hash.h"
#include "core/json.h"
#include "core/resources/specs.h"
#include "core/signing/signature_v4.h"
#include "core/uri.h"
#include "net/fetch/fetcher.h"
#include "net/serve/server.h"
#include "platform/auth/access_keys.h"
#include "platform/auth/authenticator.h"
#include "platform/auth/secret_box.h"
#include "platform/auth/traffic_limits.h"
#include "platform/metrics/metrics.h"
#include "platform/objects/object_service.h"
#include "platform/store/store.h"

#include <QTemporaryDir>
#include <nlohmann/json.hpp>

#include <atomic>
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
    /// Makes what keeps the objects; files of its own where there is none.
    using MakeBackend = std::function<std::unique_ptr<ObjectBackend>(Store&)>;
    explicit ObjectServer(const MakeBackend& make_backend = {});
    ~ObjectServer() { server->stop(std::chrono::milliseconds(10)); }
    std::filesystem::path directory() const { return directory_.path().toStdString(); }
    std::filesystem::path objects() const { return directory() / "objects"; }
    std::string address() const { return server->address(); }
    Resource create(Kind kind, const std::string& project, const std::string& name, const std::string& owner,
                    const std::string& spec);
    void member(const std::string& project, const std::string& user, const std::string& role);
    Key issue(const std::string& user);
    sigv4::SignedRequest signable(const Ask& ask) const;
    static sigv4::Scope scope() { return {"us-east-1", "s3", sigv4::PathEncoding::Once}; }
    std::string url(const Ask& ask) const;
    net::FetchResponse send(const Ask& ask,
                            const std::vector<std::pair<std::string, std::string>>& signature);
    /// Signed in the header.
    net::FetchResponse ask(const Key& key, const Ask& ask);
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
    std::string file(const std::string& path) const;

private:
    QTemporaryDir directory_;

public:
    std::unique_ptr<Store> store;
    SecretBox secrets;
    Authenticator authenticator;
    TrafficLimits limits;
    Metrics metrics;
    Key alice, bob, mia, vera, stranger;
    std::shared_ptr<ObjectService> service;
    std::atomic<std::uint64_t> received_bytes = 0;  ///< Of all bodies of puts.
    std::unique_ptr<net::Server> server;
    net::Fetcher fetcher;
};

/// The text of the first element of this name in an answer.
std::string element(const std::string& xml, const std::string& name);

/// The texts of all elements of this name, joined by spaces.
std::string elements(std::string xml, const std::string& name);

}  // namespace slipway::test
