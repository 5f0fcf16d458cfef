// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/environments/environment_actions.h"

#include "ui/parts/forms/confirm_dialog.h"
#include "ui/session/explain.h"
#include "widgets/form/status/toast_stack.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QUrl>

namespace slipway {

EnvironmentActions::EnvironmentActions(Workbench& workbench, QObject* parent)
    : QObject(parent), workbench_(workbench)
{
    connect(&workbench.workspace, &Workspace::changed, this, &EnvironmentActions::watch);
}

bool EnvironmentActions::canRelease(Phase phase)
{
    return phase == Phase::Pending || phase == Phase::Queued || phase == Phase::Starting ||
           phase == Phase::Running;
}

bool EnvironmentActions::canResume(Phase phase)
{
    return isTerminal(phase);
}

bool EnvironmentActions::canOpen(Phase phase)
{
    return phase == Phase::Running;
}

void EnvironmentActions::act(const Resource& environment, const std::string& verb, const std::string& reason)
{
    calls_.start<Resource>(
        [&](Answer<Resource> done) {
            return workbench_.workspace.session().act(Kind::Environment, environment.project,
                                                      environment.name, verb, std::move(done), reason);
        },
        [this, key = itemKey(environment)](Result<Resource> answer) {
            if (answer)
                return workbench_.workspace.adopt(std::move(*answer));
            releasing_.erase(key);
            workbench_.toasts.show(explain(answer.error()), StatusTone::Failed);
        });
}

void EnvironmentActions::release(const Resource& environment, QWidget* window)
{
    if (workbench_.workspace.isMine(environment)) {
        releasing_.insert(itemKey(environment));
        return act(environment, "release");
    }
    const auto what = [owner = QString::fromStdString(environment.owner)] {
        return Confirmation{tr("Release the environment of %1?").arg(owner),
                            tr("Lost: what its programs hold in memory, such as running notebooks."),
                            tr("Kept: its files and packages. It can be resumed."), tr("Release"), true};
    };
    auto* dialog = new ConfirmDialog(what, window);
    connect(dialog, &QDialog::accepted, this, [this, dialog, environment] {
        releasing_.insert(itemKey(environment));
        act(environment, "release", dialog->reason());
    });
    dialog->open();
}

void EnvironmentActions::resume(const Resource& environment)
{
    releasing_.erase(itemKey(environment));
    act(environment, "resume");
}

void EnvironmentActions::watch(const std::vector<ItemChange>& changes)
{
    for (const ItemChange& change : changes) {
        if (change.kind != Kind::Environment || !releasing_.contains(change.key))
            continue;
        if (!change.item) {
            releasing_.erase(change.key);
        } else if (change.item->workload().phase == Phase::Released) {
            releasing_.erase(change.key);
            sayReleased(*change.item);
        }
    }
}

void EnvironmentActions::sayReleased(const Item& environment)
{
    ToastMessage message;
    message.tone = StatusTone::Done;
    if (const auto milliseconds = environment.workload().release_ms)
        message.text = tr("GPU released in %1 ms. Files and packages are kept.").arg(*milliseconds);
    else
        message.text = tr("Released. Files and packages are kept.");
    message.action_text = tr("Resume");
    message.action = [this, resource = environment.resource] { resume(resource); };
    message.stays = std::chrono::seconds(12);
    workbench_.toasts.show(std::move(message));
}

void EnvironmentActions::open(const Resource& environment)
{
    calls_.start<std::string>(
        [&](Answer<std::string> done) {
            return workbench_.workspace.session().openLink(environment.project, environment.name,
                                                           std::move(done));
        },
        [this](Result<std::string> link) {
            if (!link) {
                workbench_.toasts.show(explain(link.error()), StatusTone::Failed);
                return;
            }
            // A hostile server must not make the desktop open files or run programs.
            const QUrl url(QString::fromStdString(*link), QUrl::StrictMode);
            const bool is_web =
                url.scheme() == QStringLiteral("http") || url.scheme() == QStringLiteral("https");
            if (!is_web)
                workbench_.toasts.show(tr("The server sent a link that no browser can open."),
                                       StatusTone::Failed);
            else if (!QDesktopServices::openUrl(url))
                offerLink(url.toString());
        });
}

void EnvironmentActions::offerLink(const QString& link)
{
    ToastMessage message;
    message.tone = StatusTone::Failed;
    message.text = tr("No browser could be started here. Open the link in one yourself: it signs you in.");
    message.action_text = tr("Copy link");
    message.action = [link] { QGuiApplication::clipboard()->setText(link); };
    message.stays = std::chrono::seconds(12);
    workbench_.toasts.show(std::move(message));
}

void EnvironmentActions::remove(const Resource& environment, QWidget* window)
{
    const auto what = [name = QString::fromStdString(environment.name),
                       mine = workbench_.workspace.isMine(environment)] {
        return Confirmation{tr("Delete environment %1?").arg(name),
                            tr("Lost for ever: its files, the packages installed in it, and its log."),
                            tr("Kept: datasets, jobs that used it, and what they wrote."),
                            tr("Delete environment"), !mine};
    };
    auto* dialog = new ConfirmDialog(what, window);
    connect(dialog, &QDialog::accepted, this, [this, environment, dialog] {
        calls_.start<void>(
            [&](Answer<void> done) {
                return workbench_.workspace.session().remove(Kind::Environment, environment.project,
                                                             environment.name, std::move(done),
                                                             dialog->reason());
            },
            [this](Result<void> answer) {
                if (answer)
                    workbench_.toasts.show(tr("Environment deleted."));
                else
                    workbench_.toasts.show(explain(answer.error()), StatusTone::Failed);
            });
    });
    dialog->open();
}

}  // namespace slipway
