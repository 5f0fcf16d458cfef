// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/forms/resource_box.h"

#include "ui/session/workspace.h"

#include <QSignalBlocker>

#include <algorithm>

namespace slipway {

ResourceBox::ResourceBox(Workspace& workspace, Look look, QWidget* parent)
    : QComboBox(parent), workspace_(workspace), look_(std::move(look))
{
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    reload();
    connect(&workspace, &Workspace::reset, this, &ResourceBox::reload);
    connect(&workspace, &Workspace::changed, this, [this](const std::vector<ItemChange>& changes) {
        if (std::any_of(changes.begin(), changes.end(),
                        [this](const ItemChange& change) { return change.kind == look_.kind; }))
            reload();
    });
}

void ResourceBox::reload()
{
    const std::string before = chosen();
    {
        const QSignalBlocker quiet(this);
        clear();
        addItem(look_.unchosen(), QString());
        for (const ItemPtr& item : workspace_.items(look_.kind)) {
            if (look_.offered(*item))
                addItem(look_.text(*item), QString::fromStdString(item->resource.name));
        }
        choose(before);
    }
    Q_EMIT currentIndexChanged(currentIndex());
}

std::string ResourceBox::chosen() const
{
    return currentData().toString().toStdString();
}

void ResourceBox::choose(const std::string& name)
{
    const QString wanted = QString::fromStdString(name);
    if (!name.empty() && findData(wanted) < 0)
        addItem(tr("%1 (removed)").arg(wanted), wanted);
    setCurrentIndex(std::max(findData(wanted), 0));
}

}  // namespace slipway
