// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/servers/bad_server.h"

#include <algorithm>

namespace slipway::test {

namespace {

net::Response answer(int status, const std::string& type, std::string body)
{
    net::Response response;
    response.status = status;
    response.headers.add("Content-Type", type);
    response.body = std::move(body);
    return response;
}

constexpr const char* page = "<!DOCTYPE html><html><body><h1>It works!</h1></body></html>";

}  // namespace

void BadPlatform::setTrouble(Trouble trouble, std::string where)
{
    std::vector<std::shared_ptr<net::StreamWriter>> stalled;
    {
        const std::lock_guard lock(mutex_);
        trouble_ = trouble;
        where_ = std::move(where);
        ++epoch_;
        stalled.swap(stalled_);
    }
    changed_.notify_all();
    for (const auto& writer : stalled)
        writer->abort();
}

int BadPlatform::asked(const std::string& word) const
{
    const std::lock_guard lock(mutex_);
    return static_cast<int>(std::count_if(paths_.begin(), paths_.end(), [&](const std::string& path) {
        return path.find(word) != std::string::npos;
    }));
}

std::variant<net::BodyPolicy, net::Response> BadPlatform::admit(const net::RequestHead&)
{
    return net::BodyPolicy{};
}

net::Response BadPlatform::handle(net::Request request)
{
    Trouble kind = Trouble::Nothing;
    {
        const std::lock_guard lock(mutex_);
        paths_.push_back(request.head.path);
        if (request.head.path.find(where_) != std::string::npos)
            kind = trouble_;
    }
    return kind == Trouble::Nothing ? platform_->handle(std::move(request))
                                    : trouble(kind, std::move(request));
}

net::Response BadPlatform::trouble(Trouble kind, net::Request request)
{
    switch (kind) {
    case Trouble::Silent:
        waitUntilHealed();
        return answer(503, "text/plain", "It was silent.");
    case Trouble::Stalls:
    case Trouble::Closes:
    case Trouble::Truncated: {
        if (request.head.path.ends_with("/watch"))
            return partial(kind, "event: change\nid: 7\ndata: {\"kind\":\"Job\",\"na");
        net::Response whole = platform_->handle(std::move(request));
        const auto* body = std::get_if<std::string>(&whole.body);
        if (kind == Trouble::Truncated)
            return answer(200, "application/json", body ? body->substr(0, body->size() / 2) : "{");
        return partial(kind, body ? *body : "{");
    }
    case Trouble::WrongTypes:
        return answer(200, "application/json",
                      R"({"items":{"a":1},"user":["alice"],"cursor":17,"version":"x","url":{}})");
    case Trouble::Html:
        return answer(200, "text/html", page);
    case Trouble::Fails:
        return answer(500, "text/html", page);
    case Trouble::TooBusy: {
        net::Response busy = answer(429, "text/html", page);
        busy.headers.add("Retry-After", "1");
        return busy;
    }
    case Trouble::Redirects: {
        net::Response elsewhere = answer(302, "text/html", page);
        elsewhere.headers.add("Location", "https://login.example.org/?next=javascript:alert(1)");
        return elsewhere;
    }
    case Trouble::Refuses:
        return answer(401, "application/problem+json",
                      R"({"type":"bad-signature","detail":"The access key is not known.","status":401})");
    case Trouble::Nothing:
        break;
    }
    return platform_->handle(std::move(request));
}

net::Response BadPlatform::partial(Trouble kind, std::string whole)
{
    net::Response response;
    response.headers.add("Content-Type", "application/json");
    response.headers.add("Content-Length", std::to_string(whole.size() + 100));
    response.body = net::StreamStart([this, kind, whole](std::shared_ptr<net::StreamWriter> writer) {
        writer->write(whole.substr(0, whole.size() / 2));
        if (kind == Trouble::Closes)
            return writer->abort();
        const std::lock_guard lock(mutex_);
        stalled_.push_back(std::move(writer));
    });
    return response;
}

void BadPlatform::waitUntilHealed()
{
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this, epoch = epoch_] { return epoch_ != epoch; });
}

BadServer::BadServer()
    : platform(std::make_shared<FakePlatform>()), service(std::make_shared<BadPlatform>(platform))
{
    net::ServerOptions options;
    options.workers = 64;
    server_ = net::Server::start(options, service).value();
}

BadServer::~BadServer()
{
    service->heal();
    platform->close();
    server_->stop(std::chrono::milliseconds(200));
}

Profile BadServer::profile() const
{
    return profileOf(*server_);
}

}  // namespace slipway::test
