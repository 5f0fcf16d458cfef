// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/item_index.h"

namespace slipway {

void ItemIndex::put(ItemPtr item)
{
    ItemPtr& place = items_[item->resource.kind][itemKey(item->resource)];
    if (place)
        count(*place, -1);
    count(*item, 1);
    place = std::move(item);
}

bool ItemIndex::remove(Kind kind, const std::string& key)
{
    OfKind& of_kind = items_[kind];
    const auto found = of_kind.find(key);
    if (found == of_kind.end())
        return false;
    count(*found->second, -1);
    of_kind.erase(found);
    return true;
}

ItemPtr ItemIndex::find(Kind kind, const std::string& key) const
{
    const OfKind& of_kind = of(kind);
    const auto found = of_kind.find(key);
    return found == of_kind.end() ? nullptr : found->second;
}

const ItemIndex::OfKind& ItemIndex::of(Kind kind) const
{
    static const OfKind none;
    const auto found = items_.find(kind);
    return found == items_.end() ? none : found->second;
}

ItemCounts ItemIndex::counts(Kind kind, const std::string& project) const
{
    const auto found = counts_.find({kind, project});
    return found == counts_.end() ? ItemCounts() : found->second;
}

void ItemIndex::count(const Item& item, int change)
{
    ItemCounts& counts = counts_[{item.resource.kind, item.resource.project}];
    counts.all += change;
    const bool is_workload = item.resource.kind == Kind::Job || item.resource.kind == Kind::Environment;
    if (is_workload && item.understood && !isTerminal(item.workload().phase))
        counts.active += change;
}

}  // namespace slipway
