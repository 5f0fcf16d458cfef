// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/api/api_server.h"

#include "core/hash.h"
#include "core/signing/signature_v4.h"
#include "platform/auth/access_keys.h"
#include "platform/control/data/plain_project_objects.h"

#include <spdlog/spdlog.h>

namespace slipway::test {

namespace {

template <class T>
T require(Result<T> result)
{
    if (!result)
        qFatal("%s", result.error().message.c_str());
    return std::move(*result);
}

}  // namespace

ApiServer::ApiServer(ApiOptions options, const TrafficOptions& traffic) : limits_(traffic)
{
    spdlog::set_level(spdlog::level::warn);
    engine_.streams_root = directory_.filePath(QStringLiteral("tasks")).toStdString();
    store_ = require(Store::open(directory_.filePath(QStringLiteral("s.db")).toStdString()));
    secrets_ = std::make_unique<SecretBox>(
        require(SecretBox::open(directory_.filePath(QStringLiteral("key")).toStdString())));
    authenticator_ = std::make_unique<Authenticator>(*store_, *secrets_);
    ControlOptions control;
    control.metrics = metrics_;
    control.objects =
        std::make_shared<PlainProjectObjects>(directory_.filePath(QStringLiteral("objects")).toStdString());
    controllers_ = std::make_unique<Controllers>(*store_, engine_, control);
    populate();
    service_ = std::make_shared<ApiService>(
        ApiParts{*store_, *authenticator_, *secrets_, engine_, *controllers_, limits_, *metrics_},
        std::move(options));
    store_->onCommit([this](std::int64_t version) {
        controllers_->storeChanged(version);
        service_->storeChanged(version);
    });
    controllers_->start();
    server_ = require(net::Server::start({}, service_));
}

void ApiServer::stop()
{
    if (!server_)
        return;
    service_->stop();
    server_->stop(std::chrono::milliseconds(500));
    server_.reset();
    controllers_->stop();
}

void ApiServer::populate()
{
    put(Kind::Project, "", "vision", "{}");
    put(Kind::Project, "", "speech", "{}");
    put(Kind::Image, "", "host", "{}");
    put(Kind::Flavor, "", "cpu-small", R"({"cpus":1})");
    put(Kind::Flavor, "", "gpu-1", R"({"cpus":1,"gpus":1})");
    put(Kind::Flavor, "", "gpu-64", R"({"cpus":1,"gpus":64})");
    put(Kind::Member, "", "admin", R"({"user":"admin","role":"administrator"})");
    for (const char* user : {"manager", "engineer", "viewer"})
        put(Kind::Member, "vision", user,
            std::string(R"({"user":")") + user + R"(","role":")" + user + "\"}");
    put(Kind::Member, "vision", "other", R"({"user":"other","role":"engineer"})");
    put(Kind::Member, "speech", "stranger", R"({"user":"stranger","role":"engineer"})");
    for (const char* user : {"admin", "manager", "engineer", "other", "viewer", "stranger"})
        addKey(user);
}

void ApiServer::addKey(const std::string& user)
{
    const auto written = store_->write([&](Transaction& transaction) -> Result<void> {
        Resource key;
        key.kind = Kind::AccessKey;
        key.name = "key-" + user;
        key.owner = user;
        const auto issued = issueKey(transaction, *secrets_, key);
        if (!issued)
            return propagate(issued);
        keys_[user] = {issued->access_key, issued->secret_key};
        return {};
    });
    if (!written)
        qFatal("%s", written.error().message.c_str());
}

Resource ApiServer::put(Kind kind, const std::string& project, const std::string& name,
                        const std::string& spec, const std::string& owner)
{
    Resource resource;
    resource.kind = kind;
    resource.project = project;
    resource.name = name;
    resource.spec = spec;
    resource.owner = owner;
    const auto written = store_->write([&](Transaction& transaction) -> Result<void> {
        auto created = transaction.create(resource);
        if (!created)
            return propagate(created);
        resource = *created;
        return {};
    });
    if (!written)
        qFatal("%s", written.error().message.c_str());
    return resource;
}

net::FetchRequest ApiServer::request(const std::string& user, const std::string& method,
                                     const std::string& target, const std::string& body, const Extra& extra)
{
    const std::string address = server_->address();
    const std::size_t question = target.find('?');
    sigv4::SignedRequest to_sign;
    to_sign.method = method;
    to_sign.path = target.substr(0, question);
    if (question != std::string::npos)
        to_sign.query = require(parseQuery(target.substr(question + 1)));
    to_sign.headers = {{"host", address}};
    to_sign.payload_hash = hex(sha256(extra.signed_body.empty() ? body : extra.signed_body));
    net::FetchRequest fetch;
    fetch.method = method;
    fetch.url = "http://" + address + target;
    fetch.body = body;
    fetch.headers = extra.headers;
    if (!extra.sign)
        return fetch;
    const TestKey& signer = keys_.at(user);
    for (auto& [name, value] : sigv4::sign(to_sign, {signer.access_key, signer.secret_key, {}}, {}, now()))
        fetch.headers.set(name, value);
    return fetch;
}

Answer ApiServer::ask(const std::string& user, const std::string& method, const std::string& target,
                      const std::string& body, const Extra& extra)
{
    auto response = require(fetcher_.run(request(user, method, target, body, extra)));
    return {response.status, std::move(response.headers), std::move(response.body)};
}

}  // namespace slipway::test
