// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/log/log_accessible.h"

#include "widgets/log/log_view.h"

namespace slipway {

namespace {

QAccessibleInterface* makeInterface(const QString& /*class_name*/, QObject* object)
{
    auto* view = qobject_cast<LogView*>(object);
    return view != nullptr ? new LogAccessible(view) : nullptr;
}

}  // namespace

LogAccessible::LogAccessible(LogView* view) : QAccessibleWidget(view, QAccessible::Document), view_(view) {}

void LogAccessible::install()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(installed)
}

QString LogAccessible::text(QAccessible::Text kind) const
{
    if (kind != QAccessible::Value)
        return QAccessibleWidget::text(kind);
    return view_->hasSelection() ? view_->selectedText() : view_->currentRowText();
}

}  // namespace slipway
