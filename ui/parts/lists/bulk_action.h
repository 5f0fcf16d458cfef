// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session.h"
#include "ui/parts/forms/confirm_dialog.h"
#include "ui/session/workspace.h"
#include "widgets/theme/icon.h"

#include <QString>

#include <functional>
#include <string>
#include <vector>

namespace slipway {

using Items = std::vector<ItemPtr>;

/// Something that can be done with many items of one kind at once. Words are asked for in the language of the
/// moment, and for the items that the action applies to.
struct BulkAction {
    IconName icon = IconName::Play;
    std::function<bool(const Item&)> applies = {};
    std::function<QString(const Items&)> word = {};  ///< "Delete 12 jobs"
    /// What is lost and what is kept, of all of them together.
    std::function<Confirmation(const Items&)> confirmation = {};
    std::function<CallHandle(const Resource&, const std::string& reason, Answer<void> done)> run = {};
    /// What is so once it went well with that many: "12 jobs are deleted."
    std::function<QString(const Items&)> done = {};
    bool by_delete_key = false;
};

/// Those of the items that the action applies to.
Items applicable(const BulkAction& action, const Items& items);

/// How many of them are somebody else's.
std::size_t countOthers(const Workspace& workspace, const Items& items);
/// The answer of a verb: the workspace takes over the resource, and `done` hears how it went.
Answer<Resource> adopting(Workspace& workspace, Answer<void> done);

/// How many of all of them belong to somebody else, in a sentence; empty when none does.
QString othersSentence(std::size_t others, std::size_t all);

}  // namespace slipway
