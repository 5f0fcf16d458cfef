// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/dataset_page.h"

#include "ui/datasets/dataset_details.h"
#include "ui/datasets/transfer_text.h"
#include "ui/datasets/upload_dialog.h"
#include "ui/parts/lists/workload_cells.h"
#include "ui/parts/tone.h"
#include "ui/session/transfers.h"

namespace slipway {

DatasetPage::DatasetPage(Workbench& workbench, QWidget* parent)
    : ListPage(workbench, Kind::Dataset, IconName::Datasets, parent), actions_(workbench)
{
    setObjectName(QStringLiteral("datasetPage"));
    connect(&workbench.transfers, &Transfers::changed, this, &DatasetPage::refresh);
    start();
}

DetailsPane* DatasetPage::makeDetails(QWidget* parent)
{
    return new DatasetDetails(workbench_, actions_, parent);
}

ListPage::Words DatasetPage::words() const
{
    return {
        tr("Datasets"), tr("Upload dataset"), tr("Filter, such as owner:me task:speech size>1G"),
        tr("No dataset yet"),
        tr("A dataset is a folder of files that every job and environment of the project can read, without "
           "copying it first.")};
}

QList<TableColumn> DatasetPage::columns() const
{
    constexpr Qt::Alignment to_right = Qt::AlignRight | Qt::AlignVCenter;
    return {workload_cells::nameColumn(),
            {.id = QStringLiteral("phase"), .title = tr("State"), .width = 150, .filter = FilterKind::Word},
            {.id = QStringLiteral("task"), .title = tr("Task"), .width = 170, .filter = FilterKind::Word},
            {.id = QStringLiteral("files"),
             .title = tr("Files"),
             .alignment = to_right,
             .width = 90,
             .filter = FilterKind::Number},
            {.id = QStringLiteral("size"),
             .title = tr("Size"),
             .alignment = to_right,
             .width = 100,
             .filter = FilterKind::Bytes},
            workload_cells::ownerColumn(),
            {.id = QStringLiteral("message"), .title = tr("Description, or progress"), .width = 160},
            workload_cells::createdColumn(),
            workload_cells::labelsColumn()};
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
                       .tone = failed ? StatusTone::Failed : toneOfDataset(status.phase),
                       .word = failed ? QStringLiteral("interrupted")
                                      : QString::fromStdString(status.phase).toLower()},
             TableCell{.text = Texts::datasetTask(spec.task), .word = QString::fromStdString(spec.task)},
             TableCell{.text = counted ? Texts::count(spec.file_count) : QStringLiteral("—"),
                       .sort = static_cast<qlonglong>(spec.file_count)},
             TableCell{.text = counted ? Texts::bytes(static_cast<std::uint64_t>(spec.size_bytes))
                                       : QStringLiteral("—"),
                       .sort = static_cast<qlonglong>(spec.size_bytes)},
             workload_cells::owner(workbench_.workspace, item),
             TableCell{.text = text, .tooltip = text, .dim = true}, workload_cells::created(item),
             workload_cells::labels(item)}};
}

bool DatasetPage::ages(const Item&) const
{
    return false;
}

std::vector<BulkAction> DatasetPage::bulkActions()
{
    return actions_.bulk();
}

void DatasetPage::begin()
{
    auto* dialog = new UploadDialog(workbench_, window());
    connect(dialog, &UploadDialog::started, this, [this](const std::string& key) { select(key); });
    dialog->openSoon();
}

}  // namespace slipway
