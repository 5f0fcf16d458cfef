// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/text_role.h"

#include "widgets/form/restyle.h"
#include "widgets/theme/theme.h"

#include <QLabel>

namespace slipway {

using namespace Qt::StringLiterals;

namespace {

void setStyledProperty(QWidget& widget, const char* name, QLatin1StringView value)
{
    widget.setProperty(name, QString(value));
    restyle(widget);
}

}  // namespace

QLabel* makeLabel(const QString& text, TextRole role, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    setTextRole(*label, role);
    return label;
}

void setTextRole(QWidget& label, TextRole role)
{
    static constexpr QLatin1StringView kNames[] = {"body"_L1, "strong"_L1, "heading"_L1, "dim"_L1, "small"_L1,
                                                   "mono"_L1, "accent"_L1, "failed"_L1,  "idle"_L1};
    if (role == TextRole::Mono)
        label.setFont(Theme::monospacedFont());
    setStyledProperty(label, "textRole", kNames[static_cast<int>(role)]);
}

void setSurface(QWidget& widget, Surface surface)
{
    static constexpr QLatin1StringView kNames[] = {"window"_L1,    "panel"_L1, "rail"_L1, "topBar"_L1,
                                                   "statusBar"_L1, "card"_L1,  "tint"_L1};
    widget.setAttribute(Qt::WA_StyledBackground);
    setStyledProperty(widget, "surface", kNames[static_cast<int>(surface)]);
}

}  // namespace slipway
