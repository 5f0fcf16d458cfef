// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/forms/dataset_list.h"

#include "ui/parts/texts.h"
#include "ui/session/workspace.h"

#include <algorithm>

namespace slipway {

namespace {

constexpr int most_shown = 4;
constexpr int row_height = 26;
constexpr int frame = 6;

}  // namespace

DatasetList::DatasetList(const Workspace& workspace, QWidget* parent)
    : QListWidget(parent), workspace_(workspace)
{
    setObjectName(QStringLiteral("datasets"));
    for (const ItemPtr& item : workspace_.projectItems(Kind::Dataset)) {
        if (item->statusAs<DatasetStatus>().phase != "Ready")
            continue;
        auto* entry = new QListWidgetItem(QString::fromStdString(item->resource.name), this);
        entry->setCheckState(Qt::Unchecked);
    }
    setFixedHeight(std::clamp(count(), 1, most_shown) * row_height + frame);
}

void DatasetList::setNames(const std::vector<std::string>& names)
{
    for (int i = 0; i < count(); ++i) {
        const bool used = std::find(names.begin(), names.end(), item(i)->text().toStdString()) != names.end();
        item(i)->setCheckState(used ? Qt::Checked : Qt::Unchecked);
    }
}

std::vector<std::string> DatasetList::names() const
{
    std::vector<std::string> chosen;
    for (int i = 0; i < count(); ++i)
        if (item(i)->checkState() == Qt::Checked)
            chosen.push_back(item(i)->text().toStdString());
    return chosen;
}

void DatasetList::retranslate()
{
    for (int i = 0; i < count(); ++i) {
        const ItemPtr dataset =
            workspace_.find(Kind::Dataset, workspace_.project() + "/" + item(i)->text().toStdString());
        if (!dataset)
            continue;
        const auto& spec = dataset->specAs<DatasetSpec>();
        item(i)->setToolTip(tr("%1 files, %2")
                                .arg(Texts::count(spec.file_count),
                                     Texts::bytes(static_cast<std::uint64_t>(spec.size_bytes))));
    }
}

}  // namespace slipway
