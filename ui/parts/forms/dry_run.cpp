// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/forms/dry_run.h"

#include "ui/parts/texts.h"

#include <QCoreApplication>

namespace slipway {

namespace {
constexpr std::chrono::milliseconds typing_pause{250};
}

DryRun::DryRun(Workspace& workspace, std::function<Resource()> form, Answered answered, QObject* parent)
    : QObject(parent), workspace_(workspace), form_(std::move(form)), answered_(std::move(answered))
{
    pause_.setSingleShot(true);
    pause_.setInterval(typing_pause);
    connect(&pause_, &QTimer::timeout, this, &DryRun::ask);
}

void DryRun::schedule()
{
    calls_.cancelAll();
    pause_.start();
}

void DryRun::cancel()
{
    calls_.cancelAll();
    pause_.stop();
}

void DryRun::ask()
{
    calls_.start<Resource>(
        [this](Answer<Resource> done) {
            return workspace_.session().create(form_(), Session::DryRun::Yes, std::move(done));
        },
        [this](Result<Resource> answer) { answered_(answer); });
}

QString prospect(const Resource& answered)
{
    const ItemPtr item = readItem(answered);
    const WorkloadStatus& status = item->workload();
    if (status.phase == Phase::Queued)
        return QCoreApplication::translate("DryRun", "Would wait: %1").arg(Texts::reason(status));
    return QCoreApplication::translate("DryRun", "Can start now.");
}

}  // namespace slipway
