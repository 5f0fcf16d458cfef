// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/drafts.h"

namespace slipway {

const Draft* Drafts::find(const ResourceId& resource) const
{
    const auto found = drafts_.find(resource);
    return found == drafts_.end() ? nullptr : &found->second;
}

void Drafts::keep(Draft draft)
{
    const ResourceId id = draft.base.id;
    drafts_[id] = std::move(draft);
    Q_EMIT changed(id);
}

void Drafts::drop(const ResourceId& resource)
{
    const ResourceId id = resource;
    if (drafts_.erase(id) > 0)
        Q_EMIT changed(id);
}

void Drafts::dropAll()
{
    while (!drafts_.empty())
        drop(ResourceId(drafts_.begin()->first));
}

QStringList Drafts::names() const
{
    QStringList names;
    for (const auto& [id, draft] : drafts_)
        names << QString::fromStdString(draft.base.name);
    names.sort();
    return names;
}

}  // namespace slipway
