// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with many jobs at once.
#include "ui/jobs/job_actions.h"

#include <QCoreApplication>

#include <algorithm>

namespace slipway {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(JobBulk)
};

/// "job resnet", "12 jobs"
QString counted(const Items& jobs)
{
    return jobs.size() == 1 ? Words::tr("job %1").arg(QString::fromStdString(jobs.front()->resource.name))
                            : Words::tr("%1 jobs").arg(static_cast<qulonglong>(jobs.size()));
}

QString runningSentence(const Items& jobs)
{
    const auto running = std::count_if(jobs.begin(), jobs.end(),
                                       [](const ItemPtr& job) { return !isTerminal(job->workload().phase); });
    if (running == 0)
        return {};
    if (jobs.size() == 1)
        return Words::tr("It has not ended: it is stopped.");
    return running == 1 ? Words::tr("One of them has not ended: it is stopped.")
                        : Words::tr("%1 of them have not ended: they are stopped.").arg(running);
}

QString joined(QStringList sentences)
{
    sentences.removeAll(QString());
    return sentences.join(QLatin1Char(' '));
}

BulkAction stopMany(Workspace& workspace)
{
    BulkAction stop{.icon = IconName::Stop};
    stop.applies = [](const Item& job) { return JobActions::canStop(job.workload().phase); };
    stop.word = [](const Items& jobs) { return Words::tr("Stop %1").arg(counted(jobs)); };
    stop.confirmation = [&workspace](const Items& jobs) {
        const std::size_t others = countOthers(workspace, jobs);
        return Confirmation{Words::tr("Stop %1?").arg(counted(jobs)),
                            joined({Words::tr("Lost: what has been computed and not yet written."),
                                    othersSentence(others, jobs.size())}),
                            Words::tr("Kept: logs, metrics, and what was written."),
                            Words::tr("Stop %1").arg(counted(jobs)), others > 0};
    };
    stop.run = [&workspace](const Resource& job, const std::string& reason, Answer<void> done) {
        return workspace.session().act(Kind::Job, job.project, job.name, "stop",
                                       adopting(workspace, std::move(done)), reason);
    };
    stop.done = [](const Items& jobs) {
        return Words::tr("Stopping %1. Logs and what was written are kept.").arg(counted(jobs));
    };
    return stop;
}

BulkAction deleteMany(Workspace& workspace)
{
    BulkAction remove{.icon = IconName::Trash};
    remove.applies = [](const Item& job) { return !job.resource.deleting; };
    remove.word = [](const Items& jobs) { return Words::tr("Delete %1").arg(counted(jobs)); };
    remove.confirmation = [&workspace](const Items& jobs) {
        const std::size_t others = countOthers(workspace, jobs);
        return Confirmation{Words::tr("Delete %1?").arg(counted(jobs)),
                            joined({Words::tr("Lost for ever: logs, metrics, and working directories."),
                                    runningSentence(jobs), othersSentence(others, jobs.size())}),
                            Words::tr("Kept: outputs, models, and the datasets that were used."),
                            Words::tr("Delete %1").arg(counted(jobs)), others > 0};
    };
    remove.run = [&workspace](const Resource& job, const std::string& reason, Answer<void> done) {
        return workspace.session().remove(Kind::Job, job.project, job.name, std::move(done), reason);
    };
    remove.done = [](const Items& jobs) { return Words::tr("Deleted %1.").arg(counted(jobs)); };
    remove.by_delete_key = true;
    return remove;
}

}  // namespace

std::vector<BulkAction> JobActions::bulk()
{
    return {stopMany(workbench_.workspace), deleteMany(workbench_.workspace)};
}

}  // namespace slipway
