// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/slipwayctl/context.h"
#include "core/json.h"
#include "core/resources/resource.h"

#include <functional>
#include <string>
#include <vector>

namespace slipway::ctl {

/// The columns of one kind's list.
struct Columns {
    std::vector<std::string> headers;
    std::function<std::vector<std::string>(const Resource&)> row;
    std::string when_empty;  ///< Said instead of an empty table: what to do next.
};
const Columns& columnsOf(Kind kind);
/// What requests of this key are signed with, out of its status.
std::string accessKeyOf(const Resource& key);

/// Every page of a kind, in the form that was asked for.
Result<ExitCode> printList(Session& session, Context& context, Kind kind, ListOptions options = {});
/// One resource with all its details.
Result<ExitCode> printOne(Session& session, Context& context, Kind kind, const std::string& name);
void printResource(const Context& context, const Resource& resource);
/// JSON or YAML, as the output option says.
void printJson(const Context& context, const Json& json);

/// "3 min ago"; "-" for nothing.
std::string ago(Timestamp time);

/// The project for names of `kind`: none for kinds of the whole platform.
std::string projectFor(const Context& context, Kind kind);

}  // namespace slipway::ctl
