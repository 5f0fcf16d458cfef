// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/forms/volume_list.h"

#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "ui/session/workspace.h"

#include <QCoreApplication>
#include <QHeaderView>

#include <algorithm>

namespace slipway {

namespace {

constexpr int most_shown = 4;
constexpr int row_height = 28;
constexpr int frame = 6;
constexpr int read_only_width = 120;

QTableWidgetItem* makeCheck(Qt::ItemFlags more = {})
{
    auto* item = new QTableWidgetItem;
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | more);
    item->setCheckState(Qt::Unchecked);
    return item;
}

}  // namespace

VolumeList::VolumeList(const Workspace& workspace, QWidget* parent)
    : QTableWidget(parent), workspace_(workspace)
{
    setObjectName(QStringLiteral("volumes"));
    setColumnCount(3);
    horizontalHeader()->hide();
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(row_height);
    setShowGrid(false);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setTabKeyNavigation(false);
    setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                    QAbstractItemView::AnyKeyPressed);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    horizontalHeader()->setSectionResizeMode(static_cast<int>(Column::ReadOnly), QHeaderView::Fixed);
    horizontalHeader()->resizeSection(static_cast<int>(Column::ReadOnly), read_only_width);
    for (const ItemPtr& item : workspace_.projectItems(Kind::Volume)) {
        const bool theirs =
            item->specAs<VolumeSpec>().scope == VolumeScope::Personal && !workspace_.isMine(item->resource);
        if (theirs || item->resource.deleting)
            continue;
        const int row = rowCount();
        insertRow(row);
        auto* name = makeCheck();
        name->setText(QString::fromStdString(item->resource.name));
        setItem(row, static_cast<int>(Column::Name), name);
        setItem(row, static_cast<int>(Column::Path),
                new QTableWidgetItem(QString::fromStdString(defaultVolumePath(item->resource.name))));
        setItem(row, static_cast<int>(Column::ReadOnly), makeCheck());
    }
    setFixedHeight(std::clamp(rowCount(), 1, most_shown) * row_height + frame);
}

QTableWidgetItem* VolumeList::cell(int row, Column column) const
{
    return item(row, static_cast<int>(column));
}

void VolumeList::setMounts(const std::vector<VolumeMountSpec>& mounts)
{
    for (int row = 0; row < rowCount(); ++row) {
        const std::string name = cell(row, Column::Name)->text().toStdString();
        const auto used = std::find_if(mounts.begin(), mounts.end(),
                                       [&](const VolumeMountSpec& mount) { return mount.name == name; });
        const bool ticked = used != mounts.end();
        const std::string path = ticked && !used->path.empty() ? used->path : defaultVolumePath(name);
        cell(row, Column::Name)->setCheckState(ticked ? Qt::Checked : Qt::Unchecked);
        cell(row, Column::Path)->setText(QString::fromStdString(path));
        cell(row, Column::ReadOnly)->setCheckState(ticked && used->read_only ? Qt::Checked : Qt::Unchecked);
    }
}

VolumeMountSpec VolumeList::mountAt(int row) const
{
    VolumeMountSpec mount;
    mount.name = cell(row, Column::Name)->text().toStdString();
    mount.path = cell(row, Column::Path)->text().trimmed().toStdString();
    if (mount.path.empty())
        mount.path = defaultVolumePath(mount.name);
    mount.read_only = cell(row, Column::ReadOnly)->checkState() == Qt::Checked;
    return mount;
}

std::vector<VolumeMountSpec> VolumeList::mounts() const
{
    std::vector<VolumeMountSpec> chosen;
    for (int row = 0; row < rowCount(); ++row)
        if (cell(row, Column::Name)->checkState() == Qt::Checked)
            chosen.push_back(mountAt(row));
    return chosen;
}

QString VolumeList::problem() const
{
    for (const VolumeMountSpec& mount : mounts()) {
        const auto read = parseVolumeMount(mount.name + ":" + mount.path);
        if (!read)
            return explain(read.error());
    }
    return {};
}

void VolumeList::retranslate()
{
    for (int row = 0; row < rowCount(); ++row)
        describe(row);
}

void VolumeList::describe(int row)
{
    cell(row, Column::ReadOnly)->setText(tr("Read only"));
    cell(row, Column::Path)->setToolTip(tr("Where it is seen. Press F2 or double-click to change it."));
    const QString name = cell(row, Column::Name)->text();
    const ItemPtr volume = workspace_.find(Kind::Volume, workspace_.project() + "/" + name.toStdString());
    if (!volume)
        return;
    const auto& spec = volume->specAs<VolumeSpec>();
    QStringList facts;
    facts << (spec.scope == VolumeScope::Personal ? tr("Yours alone") : tr("Of the whole project"));
    if (spec.size.count() > 0)
        facts << Texts::bytes(spec.size.count());
    if (volume->statusAs<VolumeStatus>().phase != "Ready")
        facts << tr("not ready yet");
    cell(row, Column::Name)->setToolTip(facts.join(QStringLiteral(", ")));
}

QString volumeOption(const VolumeMountSpec& mount)
{
    const bool usual = mount.path.empty() || mount.path == defaultVolumePath(mount.name);
    return QString::fromStdString(mount.name + (usual ? "" : ":" + mount.path) +
                                  (mount.read_only ? ":ro" : ""));
}

QString volumeNames(const std::vector<VolumeMountSpec>& mounts)
{
    QStringList names;
    for (const VolumeMountSpec& mount : mounts) {
        QString text = QString::fromStdString(mount.name);
        if (!mount.path.empty() && mount.path != defaultVolumePath(mount.name))
            text = QCoreApplication::translate("VolumeList", "%1 at %2")
                       .arg(text, QString::fromStdString(mount.path));
        if (mount.read_only)
            text = QCoreApplication::translate("VolumeList", "%1 (read only)").arg(text);
        names << text;
    }
    return names.join(QStringLiteral(", "));
}

}  // namespace slipway
