// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/lists/bulk_run.h"

#include "ui/session/explain.h"
#include "widgets/form/status/toast_stack.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace slipway {

namespace {

constexpr std::size_t at_a_time = 6;
/// More would not be read in a toast.
constexpr std::size_t failures_named = 3;

class Words {
    Q_DECLARE_TR_FUNCTIONS(BulkRun)
};

}  // namespace

Items applicable(const BulkAction& action, const Items& items)
{
    Items fitting;
    std::copy_if(items.begin(), items.end(), std::back_inserter(fitting),
                 [&](const ItemPtr& item) { return item && action.applies(*item); });
    return fitting;
}

std::size_t countOthers(const Workspace& workspace, const Items& items)
{
    return static_cast<std::size_t>(std::count_if(
        items.begin(), items.end(), [&](const ItemPtr& item) { return !workspace.isMine(item->resource); }));
}

Answer<Resource> adopting(Workspace& workspace, Answer<void> done)
{
    return [&workspace, done = std::move(done)](Result<Resource> answer) {
        if (!answer)
            return done(propagate(answer));
        workspace.adopt(std::move(*answer));
        done(Result<void>());
    };
}

QString othersSentence(std::size_t others, std::size_t all)
{
    if (others == 0)
        return {};
    if (all == 1)
        return Words::tr("It belongs to somebody else.");
    return others == 1 ? Words::tr("One of them belongs to somebody else.")
                       : Words::tr("%1 of them belong to others.").arg(static_cast<qulonglong>(others));
}

void BulkRun::ask(Workbench& workbench, const BulkAction& action, const Items& items, QWidget* window)
{
    const Items fitting = applicable(action, items);
    if (fitting.empty())
        return;
    auto* dialog = new ConfirmDialog([action, fitting] { return action.confirmation(fitting); }, window);
    connect(dialog, &QDialog::accepted, &workbench.toasts, [&workbench, action, fitting, dialog] {
        (new BulkRun(workbench, action, fitting, dialog->reason(), &workbench.toasts))->next();
    });
    dialog->open();
}

BulkRun::BulkRun(Workbench& workbench, BulkAction action, Items items, std::string reason, QObject* parent)
    : QObject(parent),
      workbench_(workbench),
      action_(std::move(action)),
      items_(std::move(items)),
      reason_(std::move(reason))
{
}

void BulkRun::next()
{
    while (started_ < items_.size() && started_ - ended_ < at_a_time)
        start(items_[started_++]);
}

void BulkRun::start(const ItemPtr& item)
{
    calls_.start<void>(
        [&](Answer<void> done) { return action_.run(item->resource, reason_, std::move(done)); },
        [this, item](Result<void> answer) {
            ++ended_;
            if (answer)
                good_.push_back(item);
            else
                failures_.push_back({item->resource.name, answer.error()});
            next();
            if (ended_ == items_.size())
                report();
        });
}

void BulkRun::report()
{
    QStringList sentences;
    if (!good_.empty())
        sentences << action_.done(good_);
    for (std::size_t i = 0; i < std::min(failures_.size(), failures_named); ++i)
        sentences << Words::tr("Not done with %1: %2")
                         .arg(QString::fromStdString(failures_[i].name), explain(failures_[i].error));
    if (failures_.size() > failures_named)
        sentences << Words::tr("And not with %1 more.")
                         .arg(static_cast<qulonglong>(failures_.size() - failures_named));
    ToastMessage message;
    message.text = sentences.join(QLatin1Char('\n'));
    message.tone = failures_.empty() ? StatusTone::Done : StatusTone::Failed;
    message.stays = std::chrono::seconds(failures_.empty() ? 6 : 20);
    workbench_.toasts.show(std::move(message));
    deleteLater();
}

}  // namespace slipway
