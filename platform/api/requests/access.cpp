// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/api/requests/access.h"

#include "platform/api/requests/call.h"
#include "platform/store/store.h"

#include <fmt/format.h>

#include <algorithm>

namespace slipway {

namespace {

Role neededRole(Access access)
{
    if (access == Access::Viewer)
        return Role::Viewer;
    return access == Access::Manager ? Role::Manager : Role::Engineer;
}

bool isLoopback(const std::string& peer)
{
    return peer == "unix" || peer == "::1" || peer.starts_with("127.") || peer.starts_with("::ffff:127.");
}

Result<void> checkProject(Store& store, const Caller& caller, const std::string& project)
{
    const auto hidden = fail(ErrorCode::NotFound,
                             fmt::format("There is no project \"{}\" that you are a member of. Check its "
                                         "name, or ask its manager to add you.",
                                         project),
                             "not-found", "project");
    if (!caller.may(Role::Viewer, project))
        return hidden;
    const auto found = store.get(Kind::Project, {}, project);
    if (!found && found.error().code == ErrorCode::NotFound)
        return hidden;
    return found ? Result<void>() : propagate(found);
}

}  // namespace

Result<void> checkAccess(Store& store, const Call& call)
{
    const Access access = call.route.access;
    if (access == Access::Loopback && !isLoopback(call.request.head.peer))
        return fail(ErrorCode::PermissionDenied, "Only this machine itself may ask for this.");
    if (access <= Access::SignedIn)
        return {};
    const std::string& project = call.path.project;
    if (!project.empty()) {
        if (auto visible = checkProject(store, call.caller, project); !visible)
            return visible;
    }
    if (call.caller.administrator)
        return {};
    if (access == Access::Administrator)
        return fail(ErrorCode::PermissionDenied, "Only administrators of the platform may do this.",
                    "needs-administrator");
    const Role role = neededRole(access);
    if (!project.empty() && !call.caller.may(role, project))
        return fail(ErrorCode::PermissionDenied,
                    fmt::format("This needs the role {} in the project \"{}\". Ask one of its managers.",
                                name(role), project),
                    "needs-role");
    return {};
}

bool maySee(const Caller& caller, const Resource& resource)
{
    if (caller.administrator)
        return true;
    switch (resource.kind) {
    case Kind::Flavor:
    case Kind::Image:
    case Kind::Node:
    case Kind::Cluster:
    case Kind::Store:
        return true;
    case Kind::AccessKey:
        return resource.owner == caller.user;
    case Kind::Project:
        return caller.may(Role::Viewer, resource.name);
    default:
        return !resource.project.empty() && caller.may(Role::Viewer, resource.project);
    }
}

Result<void> checkOwnership(const Caller& caller, const Resource& resource)
{
    const bool own = resource.owner == caller.user;
    if (own || caller.administrator ||
        (!resource.project.empty() && caller.may(Role::Manager, resource.project)))
        return {};
    return fail(ErrorCode::PermissionDenied,
                fmt::format("\"{}\" belongs to {}. Only they or a manager of the project may change it.",
                            resource.name, resource.owner),
                "not-yours");
}

Result<Resource> findTarget(Store& store, const Call& call)
{
    auto resource = store.get(call.kind(), call.project(), call.name());
    if (resource ? maySee(call.caller, *resource) : resource.error().code != ErrorCode::NotFound)
        return resource;
    // What is hidden is answered as what is absent, to the letter.
    std::string place(info(call.kind()).plural);
    std::replace(place.begin(), place.end(), '-', ' ');
    if (!call.project().empty())
        place += fmt::format(" of project \"{}\"", call.project());
    return fail(ErrorCode::NotFound,
                fmt::format("There is no \"{}\" among the {} that you may see. List them to find its name.",
                            call.name(), place),
                "not-found");
}

}  // namespace slipway
