// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with many datasets at once.
#include "ui/datasets/dataset_actions.h"
#include "ui/parts/texts.h"
#include "ui/session/transfers.h"

#include <QCoreApplication>

namespace slipway {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(DatasetBulk)
};

/// "dataset food-101", "12 datasets"
QString counted(const Items& datasets)
{
    return datasets.size() == 1
               ? Words::tr("dataset %1").arg(QString::fromStdString(datasets.front()->resource.name))
               : Words::tr("%1 datasets").arg(static_cast<qulonglong>(datasets.size()));
}

QString lost(const Items& datasets, std::size_t others)
{
    std::int64_t files = 0;
    std::int64_t bytes = 0;
    for (const ItemPtr& dataset : datasets) {
        files += dataset->specAs<DatasetSpec>().file_count;
        bytes += dataset->specAs<DatasetSpec>().size_bytes;
    }
    const QString sentence = Words::tr("Lost for ever: %1 files (%2) on the platform.")
                                 .arg(Texts::count(files), Texts::bytes(static_cast<std::uint64_t>(bytes)));
    return others == 0 ? sentence : sentence + QLatin1Char(' ') + othersSentence(others, datasets.size());
}

}  // namespace

std::vector<BulkAction> DatasetActions::bulk()
{
    BulkAction remove{.icon = IconName::Trash};
    remove.applies = [](const Item& dataset) { return !dataset.resource.deleting; };
    remove.word = [](const Items& datasets) { return Words::tr("Delete %1").arg(counted(datasets)); };
    remove.confirmation = [this](const Items& datasets) {
        const std::size_t others = countOthers(workbench_.workspace, datasets);
        return Confirmation{
            Words::tr("Delete %1?").arg(counted(datasets)), lost(datasets, others),
            Words::tr("Kept: the folders that were uploaded, and jobs with all that they wrote."),
            Words::tr("Delete %1").arg(counted(datasets)), others > 0};
    };
    remove.run = [this](const Resource& dataset, const std::string& reason, Answer<void> done) {
        workbench_.transfers.cancel(itemKey(dataset));
        return workbench_.workspace.session().remove(Kind::Dataset, dataset.project, dataset.name,
                                                     std::move(done), reason);
    };
    remove.done = [](const Items& datasets) { return Words::tr("Deleted %1.").arg(counted(datasets)); };
    remove.by_delete_key = true;
    return {remove};
}

}  // namespace slipway
