// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/object_store.h"
#include "core/resources/resource.h"
#include "core/result.h"
#include "platform/control/data/project_objects.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace slipway {

/// A dataset's files that are to be in another store, too.
struct WantedCopy {
    std::string project, prefix;
    std::string from, to;  ///< Names of stores.
};

struct CopyState {
    bool done = false;
    std::int64_t files = 0;  ///< How many are there so far.
    std::int64_t bytes = 0;
};

/// The stores of a platform beside the one that it was started with. Nothing waits for a network but
/// accept(). Thread-safe.
class ObjectStores {
public:
    virtual ~ObjectStores() = default;

    /// Whether objects can be kept there; its secret key is in the spec. `InvalidArgument` with the field at
    /// fault, `Unavailable` where it does not answer. Blocks.
    virtual Result<void> accept(const StoreSpec& spec) = 0;
    /// Brings what is known of a store in line with its resource.
    virtual void keep(const Resource& store) = 0;
    virtual Result<void> drop(const Resource& store) = 0;
    /// What is so of it, as far as that was looked at.
    virtual StoreStatus standing(const Resource& store) = 0;

    /// Names of all, home first.
    virtual std::vector<std::string> names() = 0;
    /// What lies in a store; `Unavailable` while it cannot be used.
    virtual Result<std::shared_ptr<ProjectObjects>> objects(const std::string& store) = 0;
    /// How far a copy is; begins it when it is new, or when the last try has ended with an error.
    virtual Result<CopyState> copy(const WantedCopy& copy) = 0;
};

}  // namespace slipway
