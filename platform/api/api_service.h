// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/serve/server.h"
#include "platform/api/api_options.h"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace slipway {

class Authenticator;
class Controllers;
class Engine;
class Metrics;
class SecretBox;
class Store;
class TrafficLimits;

/// What the API stands on; all of it must outlive the service.
struct ApiParts {
    Store& store;
    Authenticator& authenticator;
    const SecretBox& secrets;
    Engine& engine;
    Controllers& controllers;
    TrafficLimits& limits;
    Metrics& metrics;
};

/// The platform's API over HTTP, see docs/architecture.md.
class ApiService : public net::Service {
public:
    ApiService(const ApiParts& parts, ApiOptions options);
    ~ApiService() override;

    std::variant<net::BodyPolicy, net::Response> admit(const net::RequestHead& head) override;
    net::Response handle(net::Request request) override;

    /// To be called after each commit; does not block. Any thread.
    void storeChanged(std::int64_t version);

    /// Ends all watches, so that the server can stop soon.
    void stop();

    /// How many clients watch or follow a stream now.
    std::size_t openStreams() const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace slipway
