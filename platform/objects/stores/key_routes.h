// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/auth/authenticator.h"
#include "platform/store/store.h"

#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// Which store an object lies in, by name: files of a dataset and what a job writes are where these say,
/// everything else is at home. Thread-safe.
class KeyRoutes {
public:
    explicit KeyRoutes(Store& resources) : resources_(resources) {}

    /// Where a key of a project's bucket can be read, the nearest to the caller first; never empty.
    Result<std::vector<std::string>> readable(const Caller& caller, const std::string& project,
                                              std::string_view key) const;

    /// Where a key is written. `Unavailable` for what a task writes of a job that the platform has not yet
    /// heard to run.
    Result<std::string> writable(const Caller& caller, const std::string& project,
                                 std::string_view key) const;

    /// Where everything under a prefix can be read; empty when it may lie in any store.
    Result<std::vector<std::string>> readableBelow(const Caller& caller, const std::string& project,
                                                   std::string_view prefix) const;

private:
    /// The store beside the cluster that a task runs in; home for everybody else.
    std::string nearest(const Caller& caller) const;
    Result<std::vector<std::string>> storesOf(const Caller& caller, const Resource& owner) const;
    Result<Resource> ownerOf(const std::string& project, std::string_view key) const;

    Store& resources_;
};

}  // namespace slipway
