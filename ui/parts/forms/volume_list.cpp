// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/forms/volume_list.h"

#include "ui/parts/texts.h"
#include "ui/session/workspace.h"

#include <algorithm>

namespace slipway {

namespace {

constexpr int most_shown = 4;
constexpr int row_height = 26;
constexpr int frame = 6;

}  // namespace

VolumeList::VolumeList(const Workspace& workspace, QWidget* parent)
    : QListWidget(parent), workspace_(workspace)
{
    for (const ItemPtr& item : workspace_.projectItems(Kind::Volume)) {
        const bool theirs =
            item->specAs<VolumeSpec>().scope == VolumeScope::Personal && !workspace_.isMine(item->resource);
        if (theirs || item->resource.deleting)
            continue;
        auto* entry = new QListWidgetItem(QString::fromStdString(item->resource.name), this);
        entry->setCheckState(Qt::Unchecked);
    }
    setFixedHeight(std::clamp(count(), 1, most_shown) * row_height + frame);
}

void VolumeList::setMounts(const std::vector<VolumeMountSpec>& mounts)
{
    taken_ = mounts;
    for (int i = 0; i < count(); ++i) {
        const std::string name = item(i)->text().toStdString();
        const bool used = std::any_of(mounts.begin(), mounts.end(),
                                      [&](const VolumeMountSpec& mount) { return mount.name == name; });
        item(i)->setCheckState(used ? Qt::Checked : Qt::Unchecked);
    }
}

std::vector<VolumeMountSpec> VolumeList::mounts() const
{
    std::vector<VolumeMountSpec> chosen;
    for (int i = 0; i < count(); ++i) {
        if (item(i)->checkState() != Qt::Checked)
            continue;
        const std::string name = item(i)->text().toStdString();
        const auto taken = std::find_if(taken_.begin(), taken_.end(),
                                        [&](const VolumeMountSpec& mount) { return mount.name == name; });
        chosen.push_back(taken == taken_.end() ? VolumeMountSpec{name, defaultVolumePath(name)} : *taken);
    }
    return chosen;
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
    for (const VolumeMountSpec& mount : mounts)
        names << QString::fromStdString(mount.name);
    return names.join(QStringLiteral(", "));
}

void VolumeList::retranslate()
{
    for (int i = 0; i < count(); ++i) {
        const ItemPtr volume =
            workspace_.find(Kind::Volume, workspace_.project() + "/" + item(i)->text().toStdString());
        if (!volume)
            continue;
        const auto& spec = volume->specAs<VolumeSpec>();
        QStringList facts;
        facts << (spec.scope == VolumeScope::Personal ? tr("Yours alone") : tr("Of the whole project"));
        if (spec.size.count() > 0)
            facts << Texts::bytes(spec.size.count());
        if (volume->statusAs<VolumeStatus>().phase != "Ready")
            facts << tr("not ready yet");
        item(i)->setToolTip(facts.join(QStringLiteral(", ")));
    }
}

}  // namespace slipway
