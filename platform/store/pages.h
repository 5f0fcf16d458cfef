// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace slipway {

/// Which resources a list shows.
struct ListQuery {
    Kind kind = Kind::Job;
    std::string project;  ///< Empty for platform kinds, or for every project in `projects`.
    std::optional<std::vector<std::string>> projects;         ///< Restricts a list over projects to these.
    std::optional<std::vector<std::string>> names;            ///< Restricts a list to these names.
    std::optional<std::string> owner;                         ///< Restricts a list to what this user made.
    std::vector<std::pair<std::string, std::string>> labels;  ///< All must match.
    std::vector<std::string> phases;                          ///< Any must match status.phase when not empty.
    std::size_t limit = 500;
    std::string cursor;  ///< From the page before.
};

struct Page {
    std::vector<Resource> items;  ///< Newest first.
    std::string cursor;           ///< Of the next page; empty at the end.
    std::int64_t version = 0;     ///< Of the store when read; where a watch goes on.
};

/// A page as the JSON that its reader gets.
struct TextPage {
    std::shared_ptr<const std::string> items;  ///< JSON objects, newest first, separated by commas.
    std::string cursor;                        ///< As in Page.
    std::int64_t version = 0;                  ///< As in Page.
};

/// One change as watchers see it.
struct Change {
    std::int64_t version = 0;
    bool removed =
        false;  ///< A tombstone: only kind, id, project, name, owner and version of `resource` are set.
    Resource resource;
};

}  // namespace slipway
