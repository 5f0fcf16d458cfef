// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/slipwayd/activity.h"
#include "app/slipwayd/bootstrap.h"
#include "app/slipwayd/data_directory.h"
#include "app/slipwayd/engines/cluster_fleet.h"
#include "app/slipwayd/engines/engine_choice.h"
#include "app/slipwayd/settings.h"
#include "core/result.h"
#include "net/serve/server.h"
#include "platform/api/api_service.h"
#include "platform/auth/authenticator.h"
#include "platform/auth/secret_box.h"
#include "platform/auth/traffic_limits.h"
#include "platform/control/caretaker.h"
#include "platform/control/controllers.h"
#include "platform/engines/fleet.h"
#include "platform/metrics/metrics.h"
#include "platform/store/store.h"

#include <memory>
#include <optional>
#include <string>

namespace slipway {

class ForeignStore;
class SegmentDoor;
class StoreFleet;

/// The whole platform of one data directory, put together and serving.
class PlatformServer {
public:
    static Result<std::unique_ptr<PlatformServer>> start(const Settings& settings);
    /// Ends serving; what runs goes on.
    ~PlatformServer();

    /// Reads the TLS certificate again, see net::Server.
    Result<void> reloadCertificate();

    /// Whether the database answers; may block as long as it does.
    bool isAlive() const;

    /// Whether nothing runs or waits and nobody has asked for so long.
    bool idleFor(std::chrono::seconds duration);

private:
    PlatformServer(const Settings& settings, DataDirectory directory, std::unique_ptr<Store> store,
                   SecretBox secrets, HomeEngine home, FirstKey first_key, std::shared_ptr<Metrics> metrics,
                   const std::string& task_secret, std::shared_ptr<ForeignStore> foreign_store,
                   ObjectWays ways, std::shared_ptr<SegmentDoor> segment_door);

    Result<void> listen();
    net::ServerOptions serverOptions(const std::string& address) const;
    std::string urlOf(const std::string& address) const;
    Result<void> writeReadyFile() const;
    /// Removes what nobody can ask for any more.
    void tidy();

    const Settings settings_;
    ObjectWays ways_;
    DataDirectory directory_;
    const std::shared_ptr<ForeignStore> foreign_store_;  ///< Null where objects are files of our own.
    const std::shared_ptr<SegmentDoor> segment_door_;
    std::unique_ptr<Store> store_;
    SecretBox secrets_;
    Fleet fleet_;
    FirstKey first_key_;
    Authenticator authenticator_;
    std::shared_ptr<Metrics> metrics_;
    TrafficLimits limits_;
    std::string task_s3_endpoint_;  ///< Known, and never changed, before the controllers start.
    std::shared_ptr<StoreFleet> stores_;
    std::shared_ptr<ClusterFleet> clusters_;
    Controllers controllers_;
    Activity activity_;
    std::shared_ptr<ApiService> api_;
    std::unique_ptr<net::Server> s3_server_;
    std::unique_ptr<net::Server> relay_server_;  ///< The same objects, on loopback without TLS.
    std::unique_ptr<net::Server> api_server_;
    std::optional<Caretaker> caretaker_;
};

}  // namespace slipway
