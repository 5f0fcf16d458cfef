// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/objects/object_server.h"

namespace slipway::test {

namespace {

/// Counts the bytes of bodies on their way.
class CountedBody final : public net::BodyReader {
public:
    CountedBody(std::shared_ptr<net::BodyReader> body, std::atomic<std::uint64_t>& count)
        : body_(std::move(body)), count_(count)
    {
    }

    Result<std::string> read() override
    {
        Result<std::string> piece = body_->read();
        count_ += piece ? piece->size() : 0;
        return piece;
    }

private:
    std::shared_ptr<net::BodyReader> body_;
    std::atomic<std::uint64_t>& count_;
};

class CountedService final : public net::Service {
public:
    CountedService(std::shared_ptr<net::Service> service, std::atomic<std::uint64_t>& count)
        : service_(std::move(service)), count_(count)
    {
    }

    std::variant<net::BodyPolicy, net::Response> admit(const net::RequestHead& head) override
    {
        return service_->admit(head);
    }
    net::Response handle(net::Request request) override
    {
        if (request.reader)
            request.reader = std::make_shared<CountedBody>(std::move(request.reader), count_);
        return service_->handle(std::move(request));
    }

private:
    std::shared_ptr<net::Service> service_;
    std::atomic<std::uint64_t>& count_;
};

}  // namespace

ObjectServer::ObjectServer(const MakeBackend& make_backend)
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
    const ObjectParts parts{authenticator, *store, limits, metrics};
    service = make_backend ? std::make_shared<ObjectService>(parts, make_backend(*store))
                           : std::make_shared<ObjectService>(parts, objects());
    server = net::Server::start({}, std::make_shared<CountedService>(service, received_bytes)).value();
}

Resource ObjectServer::create(Kind kind, const std::string& project, const std::string& name,
                              const std::string& owner, const std::string& spec)
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

void ObjectServer::member(const std::string& project, const std::string& user, const std::string& role)
{
    create(Kind::Member, project, user, {}, dumpJson(write(MemberSpec{user, role})));
}

Key ObjectServer::issue(const std::string& user)
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

sigv4::SignedRequest ObjectServer::signable(const Ask& ask) const
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

std::string ObjectServer::url(const Ask& ask) const
{
    const std::string query = formatQuery(ask.query);
    return "http://" + address() + ask.path + (query.empty() ? "" : "?" + query);
}

net::FetchResponse ObjectServer::send(const Ask& ask,
                                      const std::vector<std::pair<std::string, std::string>>& signature)
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

net::FetchResponse ObjectServer::ask(const Key& key, const Ask& ask)
{
    return send(ask, sigv4::sign(signable(ask), {key.access_key, key.secret_key, {}}, scope(),
                                 now() + ask.clock_offset));
}

std::string ObjectServer::file(const std::string& path) const
{
    std::ifstream in(objects() / path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string element(const std::string& xml, const std::string& name)
{
    const std::size_t begin = xml.find("<" + name + ">");
    const std::size_t end = xml.find("</" + name + ">");
    if (begin == xml.npos || end == xml.npos)
        return {};
    return xml.substr(begin + name.size() + 2, end - begin - name.size() - 2);
}

std::string elements(std::string xml, const std::string& name)
{
    std::string all;
    while (xml.find("<" + name + ">") != xml.npos) {
        all += (all.empty() ? "" : " ") + element(xml, name);
        xml.erase(0, xml.find("</" + name + ">") + name.size());
    }
    return all;
}

}  // namespace slipway::test
