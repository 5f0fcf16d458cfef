// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/window_driver.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QDeadlineTimer>
#include <QEventLoop>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTabBar>
#include <QTest>
#include <QTimer>

namespace slipway::demo {

namespace {

/// A wanted name that ends with '*' stands for all that begin so.
bool matches(const QString& name, const QString& wanted)
{
    return wanted.endsWith(QLatin1Char('*')) ? name.startsWith(wanted.chopped(1)) : name == wanted;
}

QString accessibleName(QWidget* widget)
{
    if (!widget->accessibleName().isEmpty())
        return widget->accessibleName();
    QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(widget);
    return interface ? interface->text(QAccessible::Name) : QString();
}

/// Windows from the front to the back: a modal dialog, then others, the main window last.
QList<QWidget*> windows()
{
    QList<QWidget*> all;
    if (QWidget* modal = QApplication::activeModalWidget())
        all << modal;
    for (QWidget* window : QApplication::topLevelWidgets())
        if (window->isVisible() && !all.contains(window))
            all << window;
    return all;
}

QModelIndex findCell(const QAbstractItemModel& model, const QString& text)
{
    for (int row = 0; row < model.rowCount(); ++row)
        for (int column = 0; column < model.columnCount(); ++column)
            if (const QModelIndex index = model.index(row, column); index.data().toString() == text)
                return index;
    return {};
}

}  // namespace

QWidget* WindowDriver::look(const QString& name, const Filter& filter) const
{
    for (QWidget* window : windows()) {
        const QList<QWidget*> children = QList<QWidget*>{window} + window->findChildren<QWidget*>();
        for (QWidget* widget : children)
            if (widget->isVisible() && widget->isEnabled() && filter(widget) &&
                matches(accessibleName(widget), name))
                return widget;
        if (window->isModal())
            return nullptr;  // a person cannot reach behind it
    }
    return nullptr;
}

bool WindowDriver::has(const QString& name) const
{
    return look(name, [](QWidget*) { return true; }) != nullptr;
}

QWidget* WindowDriver::await(const QString& name, const Filter& filter)
{
    QWidget* found = nullptr;
    waitUntil(QStringLiteral("there is \"%1\" to use").arg(name),
              [&] { return (found = look(name, filter)) != nullptr; });
    return found;
}

QWidget* WindowDriver::findText(const QString& name)
{
    return await(name, [](QWidget* widget) {
        return qobject_cast<QLineEdit*>(widget) || qobject_cast<QPlainTextEdit*>(widget);
    });
}

std::pair<QTabBar*, int> WindowDriver::findTab(const QString& text) const
{
    std::pair<QTabBar*, int> found(nullptr, -1);
    waitUntil(QStringLiteral("there is a tab \"%1\"").arg(text), [&] {
        for (QWidget* window : windows())
            for (QTabBar* bar : window->findChildren<QTabBar*>())
                for (int index = 0; bar->isVisible() && index < bar->count(); ++index)
                    if (bar->tabText(index) == text) {
                        found = {bar, index};
                        return true;
                    }
        return false;
    });
    return found;
}

QModelIndex WindowDriver::findRow(const QAbstractItemView& rows, const QString& table,
                                  const QString& text) const
{
    QModelIndex found;
    waitUntil(QStringLiteral("\"%1\" has a row \"%2\"").arg(table, text),
              [&] { return (found = findCell(*rows.model(), text)).isValid(); });
    return found;
}

void WindowDriver::approach(const QString& name)
{
    find<QAbstractButton>(name);
}

void WindowDriver::click(const QString& name)
{
    QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton);
}

void WindowDriver::type(const QString& name, const QString& text)
{
    QWidget* field = findText(name);
    field->setFocus();
    QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(field, Qt::Key_Delete);
    QTest::keyClicks(field, text);
}

void WindowDriver::choose(const QString& name, const QString& text)
{
    auto* box = find<QComboBox>(name);
    int index = -1;
    waitUntil(QStringLiteral("\"%1\" offers \"%2\"").arg(name, text),
              [&] { return (index = box->findText(text, Qt::MatchStartsWith)) >= 0; });
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Home);
    for (int step = 0; box->currentIndex() != index && step < box->count(); ++step)
        QTest::keyClick(box, Qt::Key_Down);
    if (box->currentIndex() != index)
        throw Failure(QStringLiteral("\"%1\" could not be set to \"%2\".").arg(name, text));
}

void WindowDriver::check(const QString& list, const QString& text)
{
    auto* items = find<QAbstractItemView>(list);
    const QModelIndex index = findRow(*items, list, text);
    items->setCurrentIndex(index);
    if (index.data(Qt::CheckStateRole).toInt() != Qt::Checked)
        QTest::keyClick(items, Qt::Key_Space);
    if (index.data(Qt::CheckStateRole).toInt() != Qt::Checked)
        throw Failure(QStringLiteral("\"%1\" in \"%2\" could not be checked.").arg(text, list));
}

void WindowDriver::setNumber(const QString& name, int value)
{
    auto* box = find<QSpinBox>(name);
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, QString::number(value));
    QTest::keyClick(box, Qt::Key_Tab);
}

void WindowDriver::openTab(const QString& text)
{
    const auto [bar, tab] = findTab(text);
    QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(tab).center());
}

void WindowDriver::selectRow(const QString& table, const QString& text)
{
    auto* rows = find<QAbstractItemView>(table);
    const QModelIndex index = findRow(*rows, table, text);
    rows->scrollTo(index);
    QTest::mouseClick(rows->viewport(), Qt::LeftButton, {}, rows->visualRect(index).center());
}

void WindowDriver::waitUntil(const QString& what, const std::function<bool()>& condition,
                             int timeout_ms) const
{
    constexpr std::chrono::milliseconds between_looks{10};
    const auto holds = [&] { return judge_ ? judge_(condition) : condition(); };
    const QDeadlineTimer deadline(timeout_ms);
    while (!holds()) {
        if (deadline.hasExpired())
            throw Failure(QStringLiteral("Waited in vain until %1.").arg(what));
        // The event loop waits for events, where QTest::qWaitFor() sleeps between them.
        QEventLoop loop;
        QTimer::singleShot(between_looks, Qt::PreciseTimer, &loop, &QEventLoop::quit);
        loop.exec();
    }
}

}  // namespace slipway::demo
