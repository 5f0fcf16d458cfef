// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/job_actions.h"

#include "ui/parts/forms/confirm_dialog.h"
#include "ui/session/explain.h"
#include "widgets/form/status/toast_stack.h"

namespace slipway {

JobActions::JobActions(Workbench& workbench, QObject* parent) : QObject(parent), workbench_(workbench) {}

void JobActions::stop(const Resource& job, QWidget* window)
{
    if (workbench_.workspace.isMine(job))
        return stopNow(job, {});
    const auto what = [owner = QString::fromStdString(job.owner)] {
        return Confirmation{tr("Stop the job of %1?").arg(owner),
                            tr("Lost: what it has computed and not yet written."),
                            tr("Kept: its log, its metrics, and what it wrote."), tr("Stop job"), true};
    };
    auto* dialog = new ConfirmDialog(what, window);
    connect(dialog, &QDialog::accepted, this, [this, job, dialog] { stopNow(job, dialog->reason()); });
    dialog->open();
}

void JobActions::stopNow(const Resource& job, const std::string& reason)
{
    calls_.start<Resource>(
        [&](Answer<Resource> done) {
            return workbench_.workspace.session().act(Kind::Job, job.project, job.name, "stop",
                                                      std::move(done), reason);
        },
        [this, name = QString::fromStdString(job.name)](Result<Resource> answer) {
            if (!answer) {
                workbench_.toasts.show(explain(answer.error()), StatusTone::Failed);
                return;
            }
            workbench_.workspace.adopt(std::move(*answer));
            workbench_.toasts.show(
                tr("Job %1 is being stopped. Its log and what it wrote are kept.").arg(name));
        });
}

void JobActions::remove(const Resource& job, QWidget* window)
{
    const auto what = [name = QString::fromStdString(job.name), mine = workbench_.workspace.isMine(job)] {
        return Confirmation{
            tr("Delete job %1?").arg(name),
            tr("Lost for ever: its log, its metrics, and its working directory. If it is running, it is "
               "stopped."),
            tr("Kept: what it wrote to its outputs, its models, and the datasets that it used."),
            tr("Delete job"), !mine};
    };
    auto* dialog = new ConfirmDialog(what, window);
    connect(dialog, &QDialog::accepted, this, [this, job, dialog] {
        calls_.start<void>(
            [&](Answer<void> done) {
                return workbench_.workspace.session().remove(Kind::Job, job.project, job.name,
                                                             std::move(done), dialog->reason());
            },
            [this](Result<void> answer) {
                if (answer)
                    workbench_.toasts.show(tr("Job deleted."));
                else
                    workbench_.toasts.show(explain(answer.error()), StatusTone::Failed);
            });
    });
    dialog->open();
}

}  // namespace slipway
