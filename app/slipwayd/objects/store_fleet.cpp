// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayd/objects/store_fleet.h"

#include "app/slipwayd/objects/foreign_project_objects.h"
#include "client/private_file.h"
#include "core/json.h"
#include "core/log_line.h"
#include "platform/auth/sealed_texts.h"
#include "platform/objects/foreign/foreign_objects.h"
#include "platform/objects/foreign/store_check.h"
#include "platform/objects/foreign/store_keeper.h"
#include "platform/objects/stores/routed_objects.h"

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

namespace slipway {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds between_looks{30};
constexpr std::chrono::days abandoned{7};

Result<StoreSpec> specOf(const Resource& store)
{
    return parseJson(store.spec).and_then(readStoreSpec);
}

/// What of a spec decides how the store is reached.
std::string keyOf(StoreSpec spec)
{
    spec.description.clear();
    return dumpJson(write(spec));
}

/// Whether a store answers, by the cheapest question.
Result<void> ask(ForeignStore& store)
{
    StoreRequest list;
    list.query = {{"list-type", "2"}, {"max-keys", "1"}, {"prefix", store.prefix()}};
    return store.ask(list).map([](const net::FetchResponse&) {});
}

}  // namespace

StoreFleet::StoreFleet(Store& resources, const SecretBox& secrets, HomeStore home, fs::path directory)
    : resources_(resources),
      secrets_(secrets),
      home_(std::move(home)),
      directory_(std::move(directory)),
      table_(std::make_shared<StoreTable>(home_.objects)),
      copier_(table_)
{
}

StoreFleet::~StoreFleet()
{
    close();
    thread_ = {};
}

Result<void> StoreFleet::begin()
{
    std::error_code error;
    fs::create_directories(directory_, error);
    ListQuery query;
    query.kind = Kind::Store;
    do {
        const auto page = resources_.list(query);
        if (!page)
            return propagate(page);
        for (const Resource& store : page->items)
            keep(store);
        query.cursor = page->cursor;
    } while (!query.cursor.empty());
    thread_ = std::jthread([this](const std::stop_token& stop) { look(stop); });
    if (resources_.get(Kind::Store, {}, home_store))
        return {};
    Resource home;
    home.kind = Kind::Store;
    home.name = home_store;
    home.spec = dumpJson(write(StoreSpec()));
    home.status = dumpJson(write(StoreStatus{"Ready", {}, 1}));
    return resources_.write(
        [&](Transaction& transaction) { return transaction.create(home).map([](const Resource&) {}); });
}

std::unique_ptr<ObjectBackend> StoreFleet::door() const
{
    return std::make_unique<RoutedObjects>(resources_, table_);
}

std::vector<std::shared_ptr<ForeignStore>> StoreFleet::open() const
{
    std::vector<std::shared_ptr<ForeignStore>> stores;
    const std::lock_guard lock(mutex_);
    for (const auto& [name, known] : known_) {
        if (known.store)
            stores.push_back(known.store);
    }
    return stores;
}

void StoreFleet::close()
{
    for (const auto& store : open())
        store->close();
}

void StoreFleet::tidy()
{
    for (const auto& store : open()) {
        const auto aborted = abortUploads(*store, store->prefix(), now() - abandoned);
        if (!aborted)
            spdlog::warn(logLine("uploads-not-given-up", {{"why", aborted.error().message}}));
    }
}

Result<std::shared_ptr<ForeignStore>> StoreFleet::open(const StoreSpec& spec, const std::string& name) const
{
    ForeignStoreOptions options{spec.endpoint, spec.bucket, spec.prefix, spec.region, {}, {}};
    options.credentials = {spec.access_key, spec.secret_key, {}};
    if (!spec.ca.empty()) {
        options.ca_file = (directory_ / (name + ".pem")).string();
        if (const auto written = writePrivateFile(options.ca_file, spec.ca); !written)
            return propagate(written);
    }
    return ForeignStore::open(std::move(options));
}

Result<void> StoreFleet::accept(const StoreSpec& spec)
{
    const std::string name = newId("check");
    const auto store = open(spec, name);
    const auto good = store ? checkStore(**store) : propagate(store);
    std::error_code error;
    fs::remove(directory_ / (name + ".pem"), error);
    return good.map_error([](Error why) {
        if (!why.field.empty())
            why.field = "spec." + why.field;
        return why;
    });
}

StoreFleet::Known StoreFleet::reach(const Resource& store, const StoreSpec& spec)
{
    Known known;
    known.asked = keyOf(spec);
    StoreSpec whole = spec;
    auto secret = sealedText(resources_, secrets_, SealedKind::StoreSecret, store.id, spec.secret_id);
    if (secret)
        whole.secret_key = std::move(*secret);
    auto opened = secret ? open(whole, store.name) : propagate(secret);
    if (opened) {
        known.store = std::move(*opened);
        known.kept = std::make_shared<ForeignProjectObjects>(known.store);
        (void)forgetSealed(resources_, SealedKind::StoreSecret, store.id, spec.secret_id);
    } else {
        known.trouble = opened.error();
        known.looked = true;
        spdlog::warn(logLine("store-not-opened", {{"store", store.name}, {"why", known.trouble.message}}));
    }
    return known;
}

void StoreFleet::keep(const Resource& store)
{
    const auto spec = specOf(store);
    if (!spec || store.name == home_store)
        return;
    {
        const std::lock_guard lock(mutex_);
        const auto known = known_.find(store.name);
        if (known != known_.end() && known->second.asked == keyOf(*spec))
            return;
    }
    const Known known = reach(store, *spec);
    if (known.store)
        table_->add(store.name, std::make_shared<ForeignObjects>(resources_, known.store));
    else
        table_->suspend(store.name, known.trouble);
    const std::lock_guard lock(mutex_);
    known_[store.name] = known;
    unseen_.insert(store.name);
    wake_.notify_all();
}

Result<void> StoreFleet::drop(const Resource& store)
{
    table_->remove(store.name);
    {
        const std::lock_guard lock(mutex_);
        known_.erase(store.name);
    }
    std::error_code error;
    fs::remove(directory_ / (store.name + ".pem"), error);
    return forgetSealed(resources_, SealedKind::StoreSecret, store.id, {});
}

StoreStatus StoreFleet::standing(const Resource& store)
{
    StoreStatus status;
    status.observed_generation = store.generation;
    if (store.name == home_store) {
        status.phase = "Ready";
        return status;
    }
    const std::lock_guard lock(mutex_);
    const auto known = known_.find(store.name);
    if (known == known_.end() || !known->second.looked)
        return status;
    status.message = known->second.trouble.message;
    if (!known->second.store)
        status.phase = "Failed";
    else
        status.phase = status.message.empty() ? "Ready" : "Away";
    return status;
}

void StoreFleet::look(const std::stop_token& stop)
{
    while (true) {
        std::map<std::string, std::shared_ptr<ForeignStore>> stores;
        {
            std::unique_lock lock(mutex_);
            wake_.wait_for(lock, stop, between_looks, [this] { return !unseen_.empty(); });
            if (stop.stop_requested())
                return;
            unseen_.clear();
            for (const auto& [name, known] : known_) {
                if (known.store)
                    stores.emplace(name, known.store);
            }
        }
        for (const auto& [name, store] : stores) {
            const Result<void> answers = ask(*store);
            const std::lock_guard lock(mutex_);
            const auto known = known_.find(name);
            if (known == known_.end() || known->second.store != store)
                continue;
            known->second.looked = true;
            known->second.trouble = answers ? Error() : answers.error();
        }
    }
}

Result<std::shared_ptr<ProjectObjects>> StoreFleet::objects(const std::string& store)
{
    if (storeName(store) == home_store)
        return home_.kept;
    const std::lock_guard lock(mutex_);
    const auto known = known_.find(store);
    if (known != known_.end() && known->second.kept)
        return known->second.kept;
    return fail(ErrorCode::Unavailable, "The store \"" + store + "\" cannot be used now.", "store-away");
}

Result<CopyState> StoreFleet::copy(const WantedCopy& copy)
{
    return copier_.ask({copy.project, copy.prefix, copy.from, copy.to}).map([](const CopyProgress& progress) {
        return CopyState{progress.done, progress.files, progress.bytes};
    });
}

}  // namespace slipway
