// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/item.h"

#include <map>
#include <string>
#include <utility>

namespace slipway {

/// How many items there are.
struct ItemCounts {
    int all = 0;
    int active = 0;  ///< Of environments and jobs: those that are not over.
};

/// Items by kind and key, counted by project while they come and go.
class ItemIndex {
public:
    using OfKind = std::map<std::string, ItemPtr>;

    /// Replaces one of the same key.
    void put(ItemPtr item);
    /// Whether there was one.
    bool remove(Kind kind, const std::string& key);
    ItemPtr find(Kind kind, const std::string& key) const;
    /// By key.
    const OfKind& of(Kind kind) const;
    /// Kinds of the platform have no project.
    ItemCounts counts(Kind kind, const std::string& project) const;

private:
    void count(const Item& item, int change);

    std::map<Kind, OfKind> items_;
    std::map<std::pair<Kind, std::string>, ItemCounts> counts_;
};

}  // namespace slipway
