// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/dataset_page.h"

#include "ui/datasets/dataset_details.h"
#include "ui/datasets/transfer_text.h"
#include "ui/datasets/upload_dialog.h"
#include "ui/parts/details/details_windows.h"
#include "ui/parts/lists/workload_cells.h"
#include "ui/parts/tone.h"
#include "ui/session/transfers.h"

namespace slipway {

DatasetPage::DatasetPage(Workbench& workbench, QWidget* parent)
    : ListPage(workbench, Kind::Dataset, IconName::Datasets, parent),
      actions_(workbench),
      details_pane_(new DatasetDetails(workbench, actions_))
{
    setObjectName(QStringLiteral("datasetPage"));
    connect(&workbench.transfers, &Transfers::changed, this, &DatasetPage::showTransfer);
    workbench.windows.offer(Kind::Dataset, *details_pane_,
                            [this] { return new DatasetDetails(workbench_, actions_); });
    start(details_pane_);
}

ListPage::Words DatasetPage::words() const
{
    return {
        tr("Datasets"), tr("Upload dataset"), tr("Filter by name, task, owner…"), tr("No dataset yet"),
        tr("A dataset is a folder of files that every job and environment of the project can read, without "
           "copying it first.")};
}

QList<TableColumn> DatasetPage::columns() const
{
    constexpr Qt::Alignment to_left = Qt::AlignLeft | Qt::AlignVCenter;
    constexpr Qt::Alignment to_right = Qt::AlignRight | Qt::AlignVCenter;
    return {workload_cells::nameColumn(),
            {QStringLiteral("phase"), tr("State"), to_left, 150},
            {QStringLiteral("task"), tr("Task"), to_left, 170},
            {QStringLiteral("files"), tr("Files"), to_right, 90},
            {QStringLiteral("size"), tr("Size"), to_right, 100},
            workload_cells::ownerColumn(),
            {QStringLiteral("message"), tr("Description, or progress"), to_left, 160}};
}

TableRow DatasetPage::row(const Item& item) const
{
    const auto& spec = item.specAs<DatasetSpec>();
    const auto& status = item.statusAs<DatasetStatus>();
    const std::string key = itemKey(item.resource);
    const Transfer* transfer = workbench_.transfers.find(key);
    const bool failed = transfer && transfer->error;
    const QString text = transfer ? transferText(*transfer) : QString::fromStdString(spec.description);
    const bool counted = spec.file_count > 0;
    return {QString::fromStdString(key),
            {workload_cells::name(item),
             TableCell{.text = failed ? tr("Interrupted") : Texts::datasetPhase(status.phase),
                       .tone = failed ? StatusTone::Failed : toneOfDataset(status.phase)},
             TableCell{.text = Texts::datasetTask(spec.task)},
             TableCell{.text = counted ? Texts::count(spec.file_count) : QStringLiteral("—"),
                       .sort = static_cast<qlonglong>(spec.file_count)},
             TableCell{.text = counted ? Texts::bytes(static_cast<std::uint64_t>(spec.size_bytes))
                                       : QStringLiteral("—"),
                       .sort = static_cast<qlonglong>(spec.size_bytes)},
             workload_cells::owner(workbench_.workspace, item),
             TableCell{.text = text, .tooltip = text, .dim = true}}};
}

bool DatasetPage::ages(const Item&) const
{
    return false;
}

void DatasetPage::showDetails(const ItemPtr& item)
{
    details_pane_->show(item);
}

void DatasetPage::showTransfer(const std::string& key)
{
    refreshRow(key);
    if (const ItemPtr item = selected(); item && itemKey(item->resource) == key)
        details_pane_->show(item);
}

void DatasetPage::begin()
{
    auto* dialog = new UploadDialog(workbench_, window());
    connect(dialog, &UploadDialog::started, this, [this](const std::string& key) { select(key); });
    dialog->open();
}

}  // namespace slipway
