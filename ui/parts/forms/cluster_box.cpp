// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/forms/cluster_box.h"

#include "ui/parts/texts.h"
#include "ui/session/workspace.h"

#include <QSignalBlocker>

#include <algorithm>

namespace slipway {

ClusterBox::ClusterBox(Workspace& workspace, QWidget* parent) : QComboBox(parent), workspace_(workspace)
{
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    reload();
    connect(&workspace, &Workspace::reset, this, &ClusterBox::reload);
    connect(&workspace, &Workspace::changed, this, [this](const std::vector<ItemChange>& changes) {
        if (std::any_of(changes.begin(), changes.end(),
                        [](const ItemChange& change) { return change.kind == Kind::Cluster; }))
            reload();
    });
}

void ClusterBox::reload()
{
    const std::string chosen = cluster();
    {
        const QSignalBlocker quiet(this);
        clear();
        addItem(tr("Chosen by the platform"), QString());
        for (const ItemPtr& item : workspace_.items(Kind::Cluster))
            addItem(Texts::cluster(item->resource.name, item->specAs<ClusterSpec>(),
                                   item->statusAs<ClusterStatus>()),
                    QString::fromStdString(item->resource.name));
        setCluster(chosen);
    }
    Q_EMIT currentIndexChanged(currentIndex());
}

std::string ClusterBox::cluster() const
{
    return currentData().toString().toStdString();
}

void ClusterBox::setCluster(const std::string& name)
{
    const QString wanted = QString::fromStdString(name);
    if (!name.empty() && findData(wanted) < 0)
        addItem(tr("%1 (removed)").arg(wanted), wanted);
    setCurrentIndex(std::max(findData(wanted), 0));
}

bool ClusterBox::hasChoice() const
{
    return count() > 2;
}

}  // namespace slipway
