// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/forms/flavor_box.h"

#include "ui/parts/prices.h"
#include "ui/parts/texts.h"
#include "ui/session/gpu_usage.h"

#include <QSignalBlocker>

#include <algorithm>
#include <tuple>

namespace slipway {

namespace {

std::vector<ItemPtr> flavorsBySize(const Workspace& workspace)
{
    auto flavors = workspace.items(Kind::Flavor);
    const auto size = [](const ItemPtr& item) {
        const auto& spec = item->specAs<FlavorSpec>();
        return std::tuple(spec.gpus, spec.cpus, spec.memory);
    };
    std::stable_sort(flavors.begin(), flavors.end(),
                     [&](const ItemPtr& a, const ItemPtr& b) { return size(a) < size(b); });
    return flavors;
}

}  // namespace

FlavorBox::FlavorBox(Workspace& workspace, QWidget* parent) : QComboBox(parent), workspace_(workspace)
{
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    reload();
    connect(&workspace, &Workspace::reset, this, &FlavorBox::reload);
    connect(&workspace, &Workspace::changed, this, [this](const std::vector<ItemChange>& changes) {
        if (std::any_of(changes.begin(), changes.end(), [](const ItemChange& change) {
                return change.kind == Kind::Flavor || change.kind == Kind::Node;
            }))
            reload();
    });
}

void FlavorBox::reload()
{
    const std::string chosen = flavor();
    {
        const QSignalBlocker quiet(this);
        clear();
        for (const ItemPtr& item : flavorsBySize(workspace_))
            addItem(Texts::flavor(item->resource.name, item->specAs<FlavorSpec>()),
                    QString::fromStdString(item->resource.name));
        // Nobody's choice changes behind their back: it stays, and the server says what is wrong with it.
        const QString gone = QString::fromStdString(chosen);
        if (!chosen.empty() && findData(gone) < 0)
            addItem(tr("%1 (deleted)").arg(gone), gone);
        setFlavor(chosen);
    }
    Q_EMIT currentIndexChanged(currentIndex());
}

std::string FlavorBox::flavor() const
{
    return currentData().toString().toStdString();
}

void FlavorBox::setFlavor(const std::string& name)
{
    if (const int index = findData(QString::fromStdString(name)); index >= 0)
        setCurrentIndex(index);
}

QString FlavorBox::availability() const
{
    const ItemPtr item = workspace_.find(Kind::Flavor, flavor());
    if (!item || item->specAs<FlavorSpec>().gpus == 0)
        return {};
    const GpuUsage usage = countGpus(workspace_);
    if (!usage.visible)
        return tr("Not visible; the cluster says when it starts");
    return tr("%1 of %2 GPUs free").arg(usage.free).arg(usage.total);
}

QString FlavorBox::hint() const
{
    QStringList parts{availability(), Prices::perHour(Prices::ofFlavor(workspace_, flavor()))};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

std::string suggestedFlavor(const Workspace& workspace)
{
    const auto flavors = flavorsBySize(workspace);
    const bool has_gpus = countGpus(workspace).total > 0;
    for (const ItemPtr& item : flavors)
        if ((item->specAs<FlavorSpec>().gpus > 0) == has_gpus)
            return item->resource.name;
    return flavors.empty() ? std::string() : flavors.front()->resource.name;
}

}  // namespace slipway
