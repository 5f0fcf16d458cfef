// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time.h"
#include "platform/objects/foreign/foreign_store.h"

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace slipway {

/// The first `most` keys of the store that begin with `prefix`, sorted and whole.
Result<std::vector<std::string>> listKeys(ForeignStore& store, const std::string& prefix, std::size_t most,
                                          const std::stop_token& stop = {});

/// Deletes all objects whose keys begin with `prefix`, and all uploads in progress there. `Canceled` when
/// stopped.
Result<void> deleteAll(ForeignStore& store, const std::string& prefix, const std::stop_token& stop = {});

/// Gives up uploads that began before `limit`, of keys that begin with `prefix`; how many there were.
Result<std::size_t> abortUploads(ForeignStore& store, const std::string& prefix, Timestamp limit,
                                 const std::stop_token& stop = {});

/// Looks up and deletes objects for callers that must not wait: a call that is not done yet says so, and is
/// asked again. Lists and deletions have a thread each, so that a long deletion holds up no list.
/// Thread-safe.
class StoreKeeper {
public:
    explicit StoreKeeper(std::shared_ptr<ForeignStore> store);

    /// The keys of a project under a prefix, without where they lie in the store, sorted, the first thousand;
    /// nothing while they are looked up.
    Result<std::optional<std::vector<std::string>>> keys(const std::string& project,
                                                         const std::string& prefix);

    /// Deletes what lies under a prefix of a project; false while that goes on.
    Result<bool> remove(const std::string& project, const std::string& prefix);

private:
    /// One thread's work, by the prefix in the store.
    class Desk {
    public:
        using Work =
            std::function<Result<std::vector<std::string>>(const std::string&, const std::stop_token&)>;
        explicit Desk(Work work);
        /// Takes the outcome when it is there, and begins the work when it is new.
        Result<std::optional<std::vector<std::string>>> ask(const std::string& prefix);

    private:
        void run(const std::stop_token& stop);

        const Work work_;
        std::mutex mutex_;
        std::condition_variable_any wake_;
        std::map<std::string, std::optional<Result<std::vector<std::string>>>> asked_;
        std::jthread thread_;
    };

    const std::shared_ptr<ForeignStore> store_;
    Desk lists_, deletions_;
};

}  // namespace slipway
