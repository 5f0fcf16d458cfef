// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/objects/object_backend.h"

#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <vector>

namespace slipway {

/// The stores of a platform by their names: the one that slipwayd was started with, "home", and any that come
/// and go. Thread-safe.
class StoreTable {
public:
    explicit StoreTable(std::shared_ptr<ObjectBackend> home);

    /// Adds a store, or reaches it another way.
    void add(const std::string& name, std::shared_ptr<ObjectBackend> objects);
    /// Keeps the name of one that cannot be used now.
    void suspend(const std::string& name, Error why);
    void remove(const std::string& name);

    /// `Unavailable` (type "store-away") while it cannot be used.
    Result<std::shared_ptr<ObjectBackend>> find(const std::string& name) const;
    const std::shared_ptr<ObjectBackend>& home() const { return home_; }
    /// All names, home first.
    std::vector<std::string> names() const;
    /// Whether there is none but home.
    bool isAlone() const;

private:
    struct Place {
        std::shared_ptr<ObjectBackend> objects;  ///< Null while it is suspended.
        Error why_suspended;
    };

    const std::shared_ptr<ObjectBackend> home_;
    mutable std::shared_mutex mutex_;
    std::map<std::string, Place> places_;
};

}  // namespace slipway
