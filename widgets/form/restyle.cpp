// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/restyle.h"

#include <QStyle>
#include <QWidget>

namespace slipway {

void restyle(QWidget& widget)
{
    if (!widget.testAttribute(Qt::WA_WState_Polished))
        return;
    widget.style()->unpolish(&widget);
    widget.style()->polish(&widget);
}

}  // namespace slipway
