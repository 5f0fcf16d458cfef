// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/rights.h"

#include "ui/session/workspace.h"

#include <QCoreApplication>

#include <algorithm>

namespace slipway {

namespace {

std::string roleIn(const Account& account, const std::string& project)
{
    const auto found = std::find_if(account.roles.begin(), account.roles.end(),
                                    [&project](const auto& role) { return role.first == project; });
    return found == account.roles.end() ? std::string() : found->second;
}

}  // namespace

QString whyNotChangeable(const Workspace& workspace, const Resource& resource)
{
    const Account& account = workspace.account();
    if (resource.deleting)
        return QCoreApplication::translate("Rights", "It is being deleted.");
    if (account.user.empty())
        return QCoreApplication::translate("Rights", "Your rights are not known yet.");
    if (account.administrator)
        return {};
    const std::string role = roleIn(account, resource.project);
    if (role == "manager" || (role == "engineer" && workspace.isMine(resource)))
        return {};
    if (role != "engineer")
        return QCoreApplication::translate(
            "Rights", "Your role in this project lets you read it. Ask a manager of the project for more.");
    return QCoreApplication::translate(
               "Rights",
               "It belongs to %1. They, a manager of the project or an administrator may change it.")
        .arg(QString::fromStdString(resource.owner));
}

bool needsReason(const Workspace& workspace, const Resource& resource)
{
    const bool workload = resource.kind == Kind::Environment || resource.kind == Kind::Job;
    return workload && !workspace.isMine(resource);
}

}  // namespace slipway
