// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/network.h"
#include "client/session.h"
#include "net/serve/server.h"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace slipway {

/// A server on loopback that answers as the test says, and remembers what it was asked.
class FakePlatform {
public:
    using Handler = std::function<net::Response(const net::Request&)>;

    explicit FakePlatform(Handler handler, std::string address = "127.0.0.1:0")
        : service_(std::make_shared<Answers>(std::move(handler)))
    {
        net::ServerOptions options;
        options.address = std::move(address);
        options.workers = 4;
        server_ = std::move(net::Server::start(options, service_).value());
    }
    ~FakePlatform() { server_->stop(std::chrono::milliseconds(0)); }

    std::string address() const { return server_->address(); }
    std::string url() const { return "http://" + server_->address(); }
    Profile profile() const { return {"test", url(), "SLIPTESTKEY", "secret", {}, "default"}; }

    std::vector<net::Request> requests() const
    {
        std::lock_guard lock(service_->mutex);
        return service_->seen;
    }

private:
    struct Answers : net::Service {
        explicit Answers(Handler the_handler) : handler(std::move(the_handler)) {}
        std::variant<net::BodyPolicy, net::Response> admit(const net::RequestHead&) override
        {
            return net::BodyPolicy{net::BodyPolicy::Mode::Buffered, 256u << 20};
        }
        net::Response handle(net::Request request) override
        {
            {
                std::lock_guard lock(mutex);
                seen.push_back(request);
            }
            return handler(request);
        }
        Handler handler;
        std::mutex mutex;
        std::vector<net::Request> seen;
    };

    std::shared_ptr<Answers> service_;
    std::unique_ptr<net::Server> server_;
};

inline net::Response answer(int status, std::string body, std::string content_type = "application/json")
{
    net::Response response;
    response.status = status;
    response.headers.set("Content-Type", std::move(content_type));
    response.body = std::move(body);
    return response;
}

/// A response that `feed` writes piece by piece.
inline net::Response streaming(net::StreamStart start)
{
    net::Response response;
    response.headers.set("Content-Type", "text/event-stream");
    response.body = std::move(start);
    return response;
}

/// Keeps closures until the test runs them, as a GUI thread would.
class ManualExecutor {
public:
    /// What has not run never will: closures hold their poster, and with it this queue.
    ~ManualExecutor()
    {
        std::vector<std::function<void()>> dropped;
        const std::lock_guard lock(state_->mutex);
        state_->closed = true;
        dropped.swap(state_->queue);
    }
    Executor executor()
    {
        return [state = state_](std::function<void()> closure) {
            std::lock_guard lock(state->mutex);
            if (!state->closed)
                state->queue.push_back(std::move(closure));
        };
    }
    /// Runs what is queued; how much it was.
    std::size_t run()
    {
        std::vector<std::function<void()>> taken;
        {
            std::lock_guard lock(state_->mutex);
            taken.swap(state_->queue);
        }
        for (auto& closure : taken)
            closure();
        return taken.size();
    }
    std::size_t waiting() const
    {
        std::lock_guard lock(state_->mutex);
        return state_->queue.size();
    }

private:
    struct State {
        std::mutex mutex;
        std::vector<std::function<void()>> queue;
        bool closed = false;
    };
    std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace slipway
