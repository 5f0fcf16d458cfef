// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayd/platform_server.h"

#include "app/slipwayd/engines/engine_choice.h"
#include "app/slipwayd/master_key.h"
#include "app/slipwayd/objects/object_choice.h"
#include "app/slipwayd/objects/store_fleet.h"
#include "client/private_file.h"
#include "core/json.h"
#include "core/log_line.h"
#include "platform/api/requests/idempotency.h"
#include "platform/auth/task_keys.h"
#include "platform/objects/object_service.h"
#include "runner/pod/pod_access.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>
#include <unistd.h>

namespace slipway {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds stop_grace{2'000};
constexpr std::chrono::hours tidy_period{1};

HomeStore homeStore(const std::shared_ptr<ForeignStore>& foreign, Store& resources, const fs::path& directory)
{
    return {objectBackend(foreign, resources, directory), projectObjects(foreign, directory)};
}

ControlOptions controlOptions(const Settings& settings, const std::shared_ptr<StoreFleet>& stores,
                              std::shared_ptr<ClusterKeeper> clusters, std::shared_ptr<Metrics> metrics,
                              const std::string& task_secret, const std::string& s3_endpoint)
{
    ControlOptions options;
    options.credentials = [task_secret, &s3_endpoint](const ResourceId& workload, std::int64_t attempt) {
        const std::string access_key = accessKeyOf({workload, attempt});
        return std::optional(TaskCredentials{access_key, secretKeyOf(task_secret, access_key), s3_endpoint});
    };
    options.metrics = std::move(metrics);
    options.trust_members = settings.trust_members;
    options.objects = stores->objects(std::string(home_store)).value();
    options.stores = stores;
    options.clusters = std::move(clusters);
    return options;
}

StoreOptions measured(StoreOptions options, std::shared_ptr<Metrics> metrics)
{
    options.observe = [metrics = std::move(metrics)](const CommitReport& report) {
        metrics->committed(report.writes, report.took, report.durable);
    };
    return options;
}

TrafficOptions trafficOptions(const Settings& settings)
{
    TrafficOptions options;
    options.requests_per_key = settings.requests_per_key;
    return options;
}

/// "HOST:PORT" as others reach it: an address that stands for all of the machine's becomes its name.
std::string reachable(const std::string& address)
{
    const std::size_t colon = address.rfind(':');
    const std::string host = address.substr(0, colon);
    char name[256] = {};
    if ((host != "0.0.0.0" && host != "[::]") || ::gethostname(name, sizeof name - 1) != 0)
        return address;
    return name + address.substr(colon);
}

}  // namespace

Result<std::unique_ptr<PlatformServer>> PlatformServer::start(const Settings& settings)
{
    if (auto safe = checkAddresses(settings); !safe)
        return propagate(safe);
    auto foreign_store = openForeignStore(settings);
    if (!foreign_store)
        return propagate(foreign_store);
    if (*foreign_store) {
        if (auto good = checkForeignStore(**foreign_store); !good)
            return propagate(good);
    }
    auto directory = DataDirectory::open(settings.data_directory);
    if (!directory)
        return propagate(directory);
    std::error_code error;
    if (!settings.ready_file.empty())
        fs::remove(settings.ready_file, error);  // Of one that crashed.
    auto secrets = openMasterKey(directory->path());
    if (!secrets)
        return propagate(secrets);
    auto metrics = std::make_shared<Metrics>();
    auto store = Store::open(*directory / "slipway.db", measured(storeOptions(*secrets), metrics));
    if (!store)
        return propagate(store);
    const auto task_secret = openTaskSecret(**store, *secrets);
    if (!task_secret)
        return propagate(task_secret);
    const auto door = std::make_shared<SegmentDoor>(*task_secret);
    ObjectWays ways{LateAddress(), segmentStore(*foreign_store, *directory / "objects", door)};
    auto home = makeHomeEngine(settings, directory->path(), ways, homeName(**store, settings.engine));
    if (!home)
        return propagate(home);
    auto first_key = bootstrap(**store, *secrets, home->engine->capacity(),
                               settings.engine == "local" ? RunsOn::ThisMachine : RunsOn::Cluster,
                               *directory / "admin.secret");
    if (!first_key)
        return propagate(first_key);
    std::unique_ptr<PlatformServer> server(
        new PlatformServer(settings, std::move(*directory), std::move(*store), std::move(*secrets),
                           std::move(*home), std::move(*first_key), std::move(metrics), *task_secret,
                           std::move(*foreign_store), std::move(ways), door));
    if (auto opened = server->stores_->begin(); !opened)
        return propagate(opened);
    if (auto opened = server->clusters_->begin(); !opened)
        return propagate(opened);
    if (auto listening = server->listen(); !listening)
        return propagate(listening);
    return server;
}

PlatformServer::PlatformServer(const Settings& settings, DataDirectory directory,
                               std::unique_ptr<Store> store, SecretBox secrets, HomeEngine home,
                               FirstKey first_key, std::shared_ptr<Metrics> metrics,
                               const std::string& task_secret, std::shared_ptr<ForeignStore> foreign_store,
                               ObjectWays ways, std::shared_ptr<SegmentDoor> segment_door)
    : settings_(settings),
      ways_(std::move(ways)),
      directory_(std::move(directory)),
      foreign_store_(std::move(foreign_store)),
      segment_door_(std::move(segment_door)),
      store_(std::move(store)),
      secrets_(std::move(secrets)),
      fleet_(home.name, std::move(home.engine)),
      first_key_(std::move(first_key)),
      authenticator_(*store_, secrets_),
      metrics_(std::move(metrics)),
      limits_(trafficOptions(settings_)),
      stores_(std::make_shared<StoreFleet>(*store_, secrets_,
                                           homeStore(foreign_store_, *store_, directory_ / "objects"),
                                           directory_ / "stores")),
      clusters_(std::make_shared<ClusterFleet>(*store_, secrets_, fleet_, settings_, ways_,
                                               directory_ / "clusters")),
      controllers_(*store_, fleet_,
                   controlOptions(settings_, stores_, clusters_, metrics_, task_secret, task_s3_endpoint_))
{
}

PlatformServer::~PlatformServer()
{
    std::error_code error;
    if (!settings_.ready_file.empty())
        fs::remove(settings_.ready_file, error);
    // Whoever still waits for a store of somebody else after that gets no answer.
    std::mutex mutex;
    std::condition_variable_any never;
    std::jthread last_call([&](const std::stop_token& stop) {
        std::unique_lock lock(mutex);
        never.wait_for(lock, stop, stop_grace, [] { return false; });
        if (foreign_store_)
            foreign_store_->close();
        stores_->close();
    });
    caretaker_.reset();
    if (api_)
        api_->stop();
    if (api_server_)
        api_server_->stop(stop_grace);
    if (relay_server_)
        relay_server_->stop(stop_grace);
    if (s3_server_)
        s3_server_->stop(stop_grace);
    controllers_.stop();
    last_call.request_stop();
}

Result<void> PlatformServer::listen()
{
    auto objects = std::make_shared<ObjectService>(ObjectParts{authenticator_, *store_, limits_, *metrics_},
                                                   stores_->door());
    auto s3_server = net::Server::start(serverOptions(settings_.s3_address),
                                        std::make_shared<WatchedService>(objects, activity_));
    if (!s3_server)
        return propagate(s3_server);
    s3_server_ = std::move(*s3_server);
    net::ServerOptions relayed;  // Pods that come through their API server end on this machine.
    auto relay_server = net::Server::start(relayed, std::make_shared<WatchedService>(objects, activity_));
    if (!relay_server)
        return propagate(relay_server);
    relay_server_ = std::move(*relay_server);
    ways_.relay.set(relay_server_->address());
    ApiOptions options;
    options.s3_endpoint = settings_.s3_url.empty() ? urlOf(s3_server_->address()) : settings_.s3_url;
    task_s3_endpoint_ = settings_.task_s3_url.empty() ? options.s3_endpoint : settings_.task_s3_url;
    clusters_->setTaskEndpoint(task_s3_endpoint_);
    segment_door_->open(task_s3_endpoint_ == through_api_server ? std::string("http://") + store_door
                                                                : task_s3_endpoint_);
    options.server_version = SLIPWAY_VERSION;
    options.data_directory = directory_.path();
    api_ = std::make_shared<ApiService>(
        ApiParts{*store_, authenticator_, secrets_, fleet_, controllers_, limits_, *metrics_}, options);
    store_->onCommit([this](std::int64_t version) {
        controllers_.storeChanged(version);
        api_->storeChanged(version);
    });
    controllers_.start();
    auto api_server = net::Server::start(serverOptions(settings_.api_address),
                                         std::make_shared<WatchedService>(api_, activity_));
    if (!api_server)
        return propagate(api_server);
    api_server_ = std::move(*api_server);
    tidy();
    if (!foreign_store_)
        tidyObjects(foreign_store_, directory_ / "objects");
    caretaker_.emplace(tidy_period, [this] {
        tidy();
        tidyObjects(foreign_store_, directory_ / "objects");
        stores_->tidy();
    });
    spdlog::info(logLine("serving", {{"version", SLIPWAY_VERSION},
                                     {"api", urlOf(api_server_->address())},
                                     {"s3", options.s3_endpoint},
                                     {"data", directory_.path().native()}}));
    return writeReadyFile();
}

void PlatformServer::tidy()
{
    if (const auto forgotten = forgetOldAnswers(*store_); !forgotten)
        spdlog::warn(logLine("old-answers-not-forgotten", {{"why", forgotten.error().message}}));
}

Result<void> PlatformServer::reloadCertificate()
{
    return api_server_->reloadCertificate().and_then([this] { return s3_server_->reloadCertificate(); });
}

bool PlatformServer::isAlive() const
{
    return store_->record("health", "check").has_value();
}

net::ServerOptions PlatformServer::serverOptions(const std::string& address) const
{
    net::ServerOptions options;
    options.address = address;
    options.certificate_file = settings_.tls_certificate;
    options.private_key_file = settings_.tls_key;
    return options;
}

std::string PlatformServer::urlOf(const std::string& address) const
{
    return (settings_.secure() ? "https://" : "http://") + reachable(address);
}

Result<void> PlatformServer::writeReadyFile() const
{
    if (settings_.ready_file.empty())
        return {};
    Json ready{{"api", urlOf(api_server_->address())},
               {"s3", settings_.s3_url.empty() ? urlOf(s3_server_->address()) : settings_.s3_url},
               {"access_key", first_key_.access_key},
               {"secret_key_file", first_key_.secret_file.string()},
               {"pid", ::getpid()},
               {"version", SLIPWAY_VERSION}};
    if (settings_.secure())
        ready["ca"] = fs::absolute(settings_.tls_certificate).string();
    return writePrivateFile(settings_.ready_file, dumpJson(ready) + "\n");
}

bool PlatformServer::idleFor(std::chrono::seconds duration)
{
    if (activity_.idle() < duration || api_->openStreams() > 0 || !controllers_.queue().empty())
        return false;
    const auto tasks = fleet_.list();
    return std::all_of(tasks.begin(), tasks.end(),
                       [](const TaskState& task) { return task.stage == TaskState::Stage::Ended; });
}

}  // namespace slipway
