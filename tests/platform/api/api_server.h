// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "core/resources/resource.h"
#include "net/fetch/fetcher.h"
#include "net/serve/server.h"
#include "platform/api/api_service.h"
#include "platform/auth/authenticator.h"
#include "platform/auth/secret_box.h"
#include "platform/auth/traffic_limits.h"
#include "platform/control/controllers.h"
#include "platform/metrics/metrics.h"
#include "platform/store/store.h"
#include "tests/platform/control/scripted_engine.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>

#include <map>
#include <memory>
#include <string>

namespace slipway::test {

/// A user's key, as tests sign with it.
struct TestKey {
    std::string access_key;
    std::string secret_key;
};

struct Answer {
    int status = 0;
    net::Headers headers;
    std::string body;

    Json json() const { return parseJson(body).value_or(Json()); }
    std::string type() const { return json().value("type", std::string()); }
    std::string field() const { return json().value("field", std::string()); }
};

/// What a request does beside the usual.
struct Extra {
    net::Headers headers;
    std::string signed_body;  ///< What is signed instead of the body that is sent.
    bool sign = true;
};

/// The real API on loopback over a real store and controllers; tasks run on a scripted engine.
///
/// There are the projects vision and speech, the flavors cpu-small, gpu-1 and gpu-64, the image host, and the
/// users admin, manager, engineer, other (an engineer too), viewer (all of vision) and stranger (an engineer
/// of speech).
class ApiServer {
public:
    explicit ApiServer(ApiOptions options = {}, const TrafficOptions& traffic = {});
    ~ApiServer() { stop(); }

    void stop();

    net::FetchRequest request(const std::string& user, const std::string& method, const std::string& target,
                              const std::string& body = {}, const Extra& extra = {});
    Answer ask(const std::string& user, const std::string& method, const std::string& target,
               const std::string& body = {}, const Extra& extra = {});

    /// Makes it directly in the store.
    Resource put(Kind kind, const std::string& project, const std::string& name, const std::string& spec,
                 const std::string& owner = "admin");
    TestKey& key(const std::string& user) { return keys_.at(user); }

    Store& store() { return *store_; }
    ApiService& service() { return *service_; }
    net::Fetcher& fetcher() { return fetcher_; }
    ScriptedEngine& engine() { return engine_; }

private:
    void populate();
    void addKey(const std::string& user);

    QTemporaryDir directory_;
    std::unique_ptr<Store> store_;
    std::unique_ptr<SecretBox> secrets_;
    std::unique_ptr<Authenticator> authenticator_;
    ScriptedEngine engine_{2};
    std::shared_ptr<Metrics> metrics_ = std::make_shared<Metrics>();
    TrafficLimits limits_;
    std::unique_ptr<Controllers> controllers_;
    std::shared_ptr<ApiService> service_;
    std::unique_ptr<net::Server> server_;
    net::Fetcher fetcher_;
    std::map<std::string, TestKey> keys_;
};

}  // namespace slipway::test
