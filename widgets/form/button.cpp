// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/button.h"

#include "widgets/form/restyle.h"

#include <QPushButton>
#include <QToolButton>

namespace slipway {

using namespace Qt::StringLiterals;

QPushButton* makeButton(const QString& text, ButtonKind kind, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setAutoDefault(false);
    button->setFocusPolicy(Qt::TabFocus);
    setButtonKind(*button, kind);
    return button;
}

void setButtonKind(QAbstractButton& button, ButtonKind kind)
{
    static constexpr QLatin1StringView kNames[] = {"primary"_L1, "secondary"_L1, "danger"_L1, "plain"_L1,
                                                   "link"_L1};
    button.setProperty("buttonKind", QString(kNames[static_cast<int>(kind)]));
    restyle(button);
}

QToolButton* makeIconButton(IconName name, const QString& text, const Theme& theme, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setProperty("iconOnly", true);
    setButtonKind(*button, ButtonKind::Plain);
    button->setIcon(icon(name, theme));
    button->setIconSize(QSize(16, 16));
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

}  // namespace slipway
