// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/dataset_actions.h"

#include "ui/parts/forms/confirm_dialog.h"
#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "ui/session/transfers.h"
#include "widgets/form/status/toast_stack.h"

#include <nlohmann/json.hpp>

namespace slipway {

DatasetActions::DatasetActions(Workbench& workbench, QObject* parent) : QObject(parent), workbench_(workbench)
{
}

void DatasetActions::copyTo(const Resource& dataset, const std::string& store)
{
    DatasetSpec spec = readItem(dataset)->specAs<DatasetSpec>();
    spec.copies.push_back(store);
    Resource wanted = dataset;
    wanted.spec = dumpJson(write(spec));
    calls_.start<Resource>(
        [&](Answer<Resource> done) { return workbench_.workspace.session().update(wanted, std::move(done)); },
        [this, store](Result<Resource> answer) {
            if (!answer) {
                workbench_.toasts.show(explain(answer.error()), StatusTone::Failed);
                return;
            }
            workbench_.workspace.adopt(*answer);
            workbench_.toasts.show(tr("It is being copied to %1.").arg(QString::fromStdString(store)));
        });
}

void DatasetActions::remove(const Resource& dataset, QWidget* window)
{
    const auto what = [item = readItem(dataset), mine = workbench_.workspace.isMine(dataset)] {
        const auto& spec = item->specAs<DatasetSpec>();
        return Confirmation{
            tr("Delete dataset %1?").arg(QString::fromStdString(item->resource.name)),
            tr("Lost for ever: its %1 files (%2) on the platform.")
                .arg(Texts::count(spec.file_count),
                     Texts::bytes(static_cast<std::uint64_t>(spec.size_bytes))),
            tr("Kept: the folder that it was uploaded from, and the jobs that used it with all that they "
               "wrote."),
            tr("Delete dataset"), !mine};
    };
    auto* dialog = new ConfirmDialog(what, window);
    connect(dialog, &QDialog::accepted, this, [this, dataset, dialog] {
        workbench_.transfers.cancel(itemKey(dataset));
        calls_.start<void>(
            [&](Answer<void> done) {
                return workbench_.workspace.session().remove(Kind::Dataset, dataset.project, dataset.name,
                                                             std::move(done), dialog->reason());
            },
            [this](Result<void> answer) {
                if (answer)
                    workbench_.toasts.show(tr("Dataset deleted."));
                else
                    workbench_.toasts.show(explain(answer.error()), StatusTone::Failed);
            });
    });
    dialog->open();
}

}  // namespace slipway
