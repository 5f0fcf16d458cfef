// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/control/data/project_objects.h"
#include "platform/objects/foreign/store_keeper.h"

namespace slipway {

/// The objects of projects in a store of somebody else.
class ForeignProjectObjects final : public ProjectObjects {
public:
    explicit ForeignProjectObjects(std::shared_ptr<ForeignStore> store) : keeper_(std::move(store)) {}

    Result<void> prepare(const std::string&) override { return {}; }
    Result<std::optional<std::vector<std::string>>> keys(const std::string& project,
                                                         const std::string& prefix) override
    {
        return keeper_.keys(project, prefix);
    }
    Result<bool> remove(const std::string& project, const std::string& prefix) override
    {
        return keeper_.remove(project, prefix);
    }

private:
    StoreKeeper keeper_;
};

}  // namespace slipway
