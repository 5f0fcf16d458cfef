// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with many environments at once.
#include "ui/environments/environment_actions.h"

#include <QCoreApplication>

namespace slipway {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(EnvironmentBulk)
};

/// "environment notebook-1", "12 environments"
QString counted(const Items& environments)
{
    return environments.size() == 1
               ? Words::tr("environment %1").arg(QString::fromStdString(environments.front()->resource.name))
               : Words::tr("%1 environments").arg(static_cast<qulonglong>(environments.size()));
}

QString withOthers(const QString& sentence, std::size_t others, std::size_t all)
{
    return others == 0 ? sentence : sentence + QLatin1Char(' ') + othersSentence(others, all);
}

BulkAction releaseMany(Workspace& workspace)
{
    BulkAction release{.icon = IconName::Release};
    release.applies = [](const Item& item) { return EnvironmentActions::canRelease(item.workload().phase); };
    release.word = [](const Items& items) { return Words::tr("Release %1").arg(counted(items)); };
    release.confirmation = [&workspace](const Items& items) {
        const std::size_t others = countOthers(workspace, items);
        return Confirmation{
            Words::tr("Release %1?").arg(counted(items)),
            withOthers(Words::tr("Lost: what programs hold in memory, such as running notebooks."), others,
                       items.size()),
            Words::tr("Kept: files and packages. What is released can be resumed."),
            Words::tr("Release %1").arg(counted(items)), others > 0};
    };
    release.run = [&workspace](const Resource& item, const std::string& reason, Answer<void> done) {
        return workspace.session().act(Kind::Environment, item.project, item.name, "release",
                                       adopting(workspace, std::move(done)), reason);
    };
    release.done = [](const Items& items) {
        return Words::tr("Releasing %1. Files and packages are kept.").arg(counted(items));
    };
    return release;
}

BulkAction deleteMany(Workspace& workspace)
{
    BulkAction remove{.icon = IconName::Trash};
    remove.applies = [](const Item& item) { return !item.resource.deleting; };
    remove.word = [](const Items& items) { return Words::tr("Delete %1").arg(counted(items)); };
    remove.confirmation = [&workspace](const Items& items) {
        const std::size_t others = countOthers(workspace, items);
        return Confirmation{Words::tr("Delete %1?").arg(counted(items)),
                            withOthers(Words::tr("Lost for ever: files, installed packages, and logs."),
                                       others, items.size()),
                            Words::tr("Kept: datasets, and jobs with all that they wrote."),
                            Words::tr("Delete %1").arg(counted(items)), others > 0};
    };
    remove.run = [&workspace](const Resource& item, const std::string& reason, Answer<void> done) {
        return workspace.session().remove(Kind::Environment, item.project, item.name, std::move(done),
                                          reason);
    };
    remove.done = [](const Items& items) { return Words::tr("Deleted %1.").arg(counted(items)); };
    remove.by_delete_key = true;
    return remove;
}

}  // namespace

std::vector<BulkAction> EnvironmentActions::bulk()
{
    return {releaseMany(workbench_.workspace), deleteMany(workbench_.workspace)};
}

}  // namespace slipway
