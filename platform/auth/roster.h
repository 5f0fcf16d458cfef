// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/time.h"
#include "platform/auth/role.h"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace slipway {

class SecretBox;
class Store;

/// One access key as it was when read.
struct KnownKey {
    std::string user;
    std::string secret_key;
    bool revoked = false;
    std::optional<Timestamp> expires;
};

/// Who exists and what they may do, as it was when read.
struct Roster {
    std::map<std::string, KnownKey, std::less<>> keys;
    std::map<std::string, std::map<std::string, Role>, std::less<>> roles;  ///< By user, then project.
    std::set<std::string, std::less<>> administrators;
    std::string task_secret;  ///< What tasks' keys are derived from, see TaskKey; empty when there is none.
};

/// Reads every access key and member.
Result<Roster> readRoster(Store& store, const SecretBox& secrets);

}  // namespace slipway
