// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/auth/secret_box.h"
#include "platform/control/data/object_stores.h"
#include "platform/objects/foreign/foreign_store.h"
#include "platform/objects/object_backend.h"
#include "platform/objects/stores/prefix_copier.h"
#include "platform/objects/stores/store_table.h"
#include "platform/store/store.h"

#include <condition_variable>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

namespace slipway {

/// What the store is that slipwayd was started with.
struct HomeStore {
    std::shared_ptr<ObjectBackend> objects;
    std::shared_ptr<ProjectObjects> kept;
};

/// The stores of objects of a data directory: home, and those that were added.
class StoreFleet final : public ObjectStores {
public:
    /// `directory` is where certificates of stores are written to. `resources` and `secrets` must outlive it.
    StoreFleet(Store& resources, const SecretBox& secrets, HomeStore home, std::filesystem::path directory);
    ~StoreFleet() override;

    /// Makes the Store resource of home where there is none, and reaches for all others.
    Result<void> begin();
    /// What serves all of them by one door.
    std::unique_ptr<ObjectBackend> door() const;
    /// Ends all requests to added stores, so that nobody waits for them any more.
    void close();
    /// Gives up uploads in parts that nobody went on with for long.
    void tidy();

    Result<void> accept(const StoreSpec& spec) override;
    void keep(const Resource& store) override;
    Result<void> drop(const Resource& store) override;
    StoreStatus standing(const Resource& store) override;
    std::vector<std::string> names() override { return table_->names(); }
    Result<std::shared_ptr<ProjectObjects>> objects(const std::string& store) override;
    Result<CopyState> copy(const WantedCopy& copy) override;

private:
    struct Known {
        std::string asked;                    ///< The spec that it was opened by.
        std::shared_ptr<ForeignStore> store;  ///< Null where it could not be opened.
        std::shared_ptr<ProjectObjects> kept;
        bool looked = false;  ///< Whether it was seen to answer or not to.
        Error trouble;
    };

    Result<std::shared_ptr<ForeignStore>> open(const StoreSpec& spec, const std::string& name) const;
    Known reach(const Resource& store, const StoreSpec& spec);
    /// Asks each store now and then whether it still answers.
    void look(const std::stop_token& stop);
    std::vector<std::shared_ptr<ForeignStore>> open() const;

    Store& resources_;
    const SecretBox& secrets_;
    const HomeStore home_;
    const std::filesystem::path directory_;
    const std::shared_ptr<StoreTable> table_;
    mutable std::mutex mutex_;
    std::condition_variable_any wake_;
    std::map<std::string, Known> known_;
    std::set<std::string> unseen_;  ///< Those to be looked at soon.
    PrefixCopier copier_;
    std::jthread thread_;
};

}  // namespace slipway
