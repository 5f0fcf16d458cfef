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

std::vector<EncodedChange> encodeChanges(const std::vector<Change>& changes)
{
    std::vector<EncodedChange> encoded;
    encoded.reserve(changes.size());
    for (const Change& change : changes) {
        EncodedChange one;
        one.version = change.version;
        one.subject.kind = change.resource.kind;
        one.subject.project = change.resource.project;
        one.subject.name = change.resource.name;
        one.subject.owner = change.resource.owner;
        one.event = encode(change);
        encoded.push_back(std::move(one));
    }
    return encoded;
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
