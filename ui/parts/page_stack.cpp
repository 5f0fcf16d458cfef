// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/page_stack.h"

#include <utility>

namespace slipway {

void PageStack::add(const QString& name, LatePage::Make make)
{
    auto* place = new LatePage(std::move(make), this);
    place->setObjectName(name);
    addWidget(place);
}

QWidget* PageStack::page(int index) const
{
    return qobject_cast<LatePage*>(widget(index))->page();
}

int PageStack::find(const QString& name) const
{
    for (int index = 0; index < count(); ++index)
        if (widget(index)->objectName() == name)
            return index;
    return -1;
}

}  // namespace slipway
