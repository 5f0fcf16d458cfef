// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/status/announcement.h"

#include <QAccessibleObject>
#include <QWidget>

namespace slipway {

namespace {

class Face : public QAccessibleObject {
public:
    using QAccessibleObject::QAccessibleObject;

    QAccessibleInterface* parent() const override
    {
        return QAccessible::queryAccessibleInterface(object()->parent());
    }
    QAccessibleInterface* child(int /*index*/) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface* /*child*/) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::Notification; }
    QAccessible::State state() const override { return {}; }
    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name ? static_cast<Announcement*>(object())->text() : QString();
    }
};

QAccessibleInterface* makeFace(const QString& /*class_name*/, QObject* object)
{
    return qobject_cast<Announcement*>(object) ? new Face(object) : nullptr;
}

}  // namespace

Announcement::Announcement(QWidget& window) : QObject(&window)
{
    static const bool installed = (QAccessible::installFactory(makeFace), true);
    Q_UNUSED(installed)
}

Announcement& Announcement::of(QWidget& window)
{
    auto* known = window.findChild<Announcement*>(QString(), Qt::FindDirectChildrenOnly);
    return known ? *known : *new Announcement(window);
}

void Announcement::say(const QString& text)
{
    text_ = text;
    QAccessibleEvent event(this, QAccessible::ObjectShow);
    QAccessible::updateAccessibility(&event);
}

}  // namespace slipway
