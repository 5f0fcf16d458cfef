// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/dataset_details.h"

#include "core/resources/object_store.h"
#include "ui/datasets/dataset_actions.h"
#include "ui/datasets/transfer_text.h"
#include "ui/parts/details/events_tab.h"
#include "ui/parts/details/fact_list.h"
#include "ui/parts/details/yaml_tab.h"
#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "ui/parts/tone.h"
#include "ui/session/transfers.h"
#include "widgets/form/button.h"
#include "widgets/table/plain_text.h"

#include <QMenu>
#include <QPushButton>

#include <algorithm>

namespace slipway {

DatasetDetails::DatasetDetails(Workbench& workbench, DatasetActions& actions, QWidget* parent)
    : DetailsPane(workbench.theme, workbench.preferences, parent),
      workbench_(workbench),
      actions_(actions),
      cancel_(makeButton({}, ButtonKind::Secondary)),
      retry_(makeButton({}, ButtonKind::Primary)),
      copy_(makeButton({}, ButtonKind::Secondary)),
      remove_(makeButton({}, ButtonKind::Secondary))
{
    cancel_->setObjectName(QStringLiteral("cancelUpload"));
    retry_->setObjectName(QStringLiteral("retryUpload"));
    remove_->setObjectName(QStringLiteral("delete"));
    copy_->setObjectName(QStringLiteral("copyToStore"));
    copy_->setMenu(new QMenu(copy_));
    for (QPushButton* button : {retry_, cancel_, copy_, remove_})
        addAction(button);
    connect(cancel_, &QPushButton::clicked, this,
            [this] { workbench_.transfers.cancel(itemKey(item_->resource)); });
    connect(retry_, &QPushButton::clicked, this,
            [this] { workbench_.transfers.retry(itemKey(item_->resource)); });
    connect(remove_, &QPushButton::clicked, this, [this] { actions_.remove(item_->resource, window()); });
    const auto overview = [this](QWidget* tabs) {
        overview_ = new FactList(workbench_.theme, tabs);
        refreshOverview();
        return overview_;
    };
    addTab(QStringLiteral("overview"), overview, [] { return tr("Overview"); });
    addItemTab(QStringLiteral("events"), workbench_, events_, [] { return tr("Events"); });
    addItemTab(QStringLiteral("yaml"), workbench_, yaml_, [] { return tr("YAML"); });
    retranslated(this, [this] { retranslate(); });
}

void DatasetDetails::retranslate()
{
    cancel_->setText(tr("Cancel upload"));
    retry_->setText(tr("Continue upload"));
    copy_->setText(tr("Copy to"));
    remove_->setText(tr("Delete"));
    show(item_);
}

void DatasetDetails::show(const ItemPtr& item)
{
    item_ = item;
    showIn(item, events_, yaml_);
    if (!item)
        return;
    const auto& status = item->statusAs<DatasetStatus>();
    const Transfer* transfer = workbench_.transfers.find(itemKey(item->resource));
    const bool failed = transfer && transfer->error;
    setName(QString::fromStdString(item->resource.name));
    setStatus(failed ? StatusTone::Failed : toneOfDataset(status.phase),
              failed ? tr("Interrupted") : Texts::datasetPhase(status.phase));
    setSummary(transfer ? transferText(*transfer) : QString::fromStdString(status.message));
    cancel_->setVisible(transfer && !failed);
    retry_->setVisible(failed);
    remove_->setVisible(!item->resource.deleting);
    refreshStores();
    refreshOverview();
}

void DatasetDetails::refreshStores()
{
    const auto& spec = item_->specAs<DatasetSpec>();
    copy_->menu()->clear();
    for (const ItemPtr& store : workbench_.workspace.items(Kind::Store)) {
        const std::string& name = store->resource.name;
        if (name == storeName(spec.store) || store->resource.deleting ||
            std::find(spec.copies.begin(), spec.copies.end(), name) != spec.copies.end())
            continue;
        copy_->menu()->addAction(cellText(QString::fromStdString(name)), this,
                                 [this, name] { actions_.copyTo(item_->resource, name); });
    }
    copy_->setVisible(!copy_->menu()->isEmpty() && !item_->resource.deleting);
}

void DatasetDetails::refreshOverview()
{
    if (!overview_ || !item_)
        return;
    const auto& spec = item_->specAs<DatasetSpec>();
    const auto& status = item_->statusAs<DatasetStatus>();
    const QString name = QString::fromStdString(item_->resource.name);
    const QString place =
        QStringLiteral("s3://") + QString::fromStdString(status.bucket + "/" + status.prefix);
    const QString endpoint = QString::fromStdString(workbench_.workspace.account().s3_endpoint);
    const bool ready = status.phase == "Ready";
    overview_->setFacts({
        {tr("Task"), Texts::datasetTask(spec.task)},
        {tr("Description"), QString::fromStdString(spec.description)},
        {tr("Files"), ready || spec.file_count > 0 ? Texts::count(spec.file_count) : QString()},
        {tr("Size"),
         spec.size_bytes > 0 ? Texts::bytes(static_cast<std::uint64_t>(spec.size_bytes)) : QString()},
        {tr("Stores"),
         workbench_.workspace.items(Kind::Store).size() > 1 ? Texts::datasetStores(status) : QString()},
        {tr("Owner"), QString::fromStdString(item_->resource.owner)},
        {tr("Created"), Texts::ago(item_->resource.created, now()), Fact::Look::Plain,
         Texts::absolute(item_->resource.created)},
        {tr("Place in S3"), place, Fact::Look::Copyable},
        {tr("S3 endpoint"), endpoint, Fact::Look::Copyable},
        {tr("In a job"), ready ? QStringLiteral("$SLIPWAY_DATASETS/") + name : QString(),
         Fact::Look::Copyable},
        {tr("In Python"),
         ready ? QStringLiteral("pathlib.Path(os.environ[\"SLIPWAY_DATASETS\"], \"%1\")").arg(name)
               : QString(),
         Fact::Look::Copyable},
    });
}

}  // namespace slipway
