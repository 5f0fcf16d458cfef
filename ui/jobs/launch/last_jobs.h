// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"

#include <QString>

#include <optional>
#include <string>

namespace slipway {

class SettingsStore;

/// What was launched last in one project, and the folder on this computer that its code came from.
struct LastJob {
    Resource job;
    QString folder;  ///< Empty when its code came from elsewhere.
};

/// `place` is what placeOf() says; nothing where no job was launched from here.
std::optional<LastJob> recallLastJob(const SettingsStore& settings, const std::string& place);
void rememberLastJob(SettingsStore& settings, const std::string& place, const LastJob& last);

}  // namespace slipway
