// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/api/watch/watcher.h"

#include "core/json.h"
#include "platform/api/requests/access.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace slipway {

namespace {

std::string encode(const Change& change)
{
    const Resource& resource = change.resource;
    if (!change.removed)
        return fmt::format("event: change\nid: {}\ndata: {}\n\n", change.version, formatResource(resource));
    const Json removed{{"kind", info(resource.kind).name},
                       {"id", resource.id.text()},
                       {"project", resource.project},
                       {"name", resource.name},
                       {"version", change.version}};
    return fmt::format("event: removed\nid: {}\ndata: {}\n\n", change.version, dumpJson(removed));
}

}  // namespace

EncodedChanges::EncodedChanges(const std::vector<Change>& changes)
{
    changes_.reserve(changes.size());
    for (const Change& change : changes) {
        EncodedChange one;
        one.subject.kind = change.resource.kind;
        one.subject.project = change.resource.project;
        one.subject.name = change.resource.name;
        one.subject.owner = change.resource.owner;
        one.event = encode(change);
        changes_.push_back(std::move(one));
    }
    last_wanted_.resize(changes_.size());
}

net::SharedBytes EncodedChanges::textFor(const Watcher& watcher)
{
    std::vector<bool> wanted;
    wanted.reserve(changes_.size());
    for (const EncodedChange& change : changes_)
        wanted.push_back(watcher.wants(change));
    if (wanted == last_wanted_)
        return last_text_;
    std::string text;
    for (std::size_t i = 0; i < changes_.size(); ++i) {
        if (wanted[i])
            text += changes_[i].event;
    }
    last_text_ = text.empty() ? nullptr : std::make_shared<const std::string>(std::move(text));
    last_wanted_ = std::move(wanted);
    return last_text_;
}

std::string encodeHeartbeat(std::int64_t version)
{
    return fmt::format("event: heartbeat\nid: {}\ndata: {{}}\n\n", version);
}

bool Watcher::wants(const EncodedChange& change) const
{
    return (kinds.empty() || kinds.contains(change.subject.kind)) && maySee(caller, change.subject);
}

}  // namespace slipway
