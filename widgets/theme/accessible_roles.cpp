// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/accessible_roles.h"

#include <QAccessibleWidget>
#include <QHash>
#include <QWidget>

namespace slipway {

using namespace Qt::StringLiterals;

namespace {

/// Hands the focus on to its bar, so that it has none to be told of.
class TabsFace : public QAccessibleWidget {
public:
    explicit TabsFace(QWidget* tabs) : QAccessibleWidget(tabs, QAccessible::Grouping) {}

    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.focusable = false;
        return state;
    }
};

QAccessibleInterface* makeInterface(const QString& class_name, QObject* object)
{
    static const QHash<QString, QAccessible::Role> roles{
        {u"slipway::ChartView"_s, QAccessible::Chart},
        {u"slipway::FullChartView"_s, QAccessible::Chart},
        {u"slipway::GpuMap"_s, QAccessible::Graphic},
        {u"slipway::UsageBar"_s, QAccessible::ProgressBar},
        {u"slipway::StatusBadge"_s, QAccessible::Indicator},
        {u"slipway::StepHeader"_s, QAccessible::StaticText},
        {u"slipway::Toast"_s, QAccessible::AlertMessage},
        {u"slipway::ErrorBanner"_s, QAccessible::AlertMessage},
        {u"slipway::LoadingState"_s, QAccessible::Animation},
        {u"slipway::FactList"_s, QAccessible::Document},
    };
    const auto role = roles.constFind(class_name);
    auto* widget = qobject_cast<QWidget*>(object);
    if (class_name == u"QTabWidget"_s && widget != nullptr)
        return new TabsFace(widget);
    return role != roles.cend() && widget != nullptr ? new QAccessibleWidget(widget, *role) : nullptr;
}

}  // namespace

void installAccessibleRoles()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(installed)
}

}  // namespace slipway
