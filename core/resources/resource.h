// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/json.h"
#include "core/result.h"
#include "core/time.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace slipway {

enum class Kind {
    Project,
    Member,
    AccessKey,
    Quota,
    Flavor,
    Image,
    Template,
    Secret,
    Volume,
    Environment,
    Job,
    Sweep,
    Service,
    Dataset,
    Model,
    Node,
    Cluster,
    Store,
    Approval,
    AuditEntry,
    UsageRecord,
};

/// Whether names of a kind are unique within a project or on the whole platform.
enum class NameScope { Project, Platform };

struct KindInfo {
    Kind kind;
    std::string_view name;       ///< "Job"
    std::string_view plural;     ///< "jobs", as paths spell it
    std::string_view id_prefix;  ///< "job"
    NameScope scope;
};

/// Every kind, in the order of the enum.
std::span<const KindInfo> kinds();
const KindInfo& info(Kind kind);
std::optional<Kind> kindNamed(std::string_view name);
std::optional<Kind> kindOfPlural(std::string_view plural);

/// One declared thing: what somebody wants (spec) and what is so (status).
///
/// spec and status are compact JSON objects as text, so that lists splice them without parsing.
struct Resource {
    Kind kind = Kind::Job;
    ResourceId id;
    std::string project;  ///< Empty for kinds named on the whole platform.
    std::string name;
    std::map<std::string, std::string> labels;
    std::int64_t generation = 1;  ///< Raised by every change of spec or labels.
    std::int64_t version = 0;     ///< Of the last write of any kind; what watches count by.
    std::string spec = "{}";
    std::string status = "{}";
    std::string owner;  ///< The user who made it.
    Timestamp created{};
    std::optional<Timestamp> deleting;  ///< Set once deletion was asked; gone when its controller is done.
};

/// The JSON object of a resource, spec and status spliced in as they are.
std::string formatResource(const Resource& resource);

/// Reads what formatResource wrote, or what a person wrote by hand: only kind and name are needed then.
Result<Resource> readResource(const Json& json);
Result<Resource> parseResource(std::string_view text);
/// Reads what formatResource of another version wrote: members that this one does not know are left out.
Result<Resource> readSentResource(const Json& json);
Result<Resource> parseSentResource(std::string_view text);

}  // namespace slipway
