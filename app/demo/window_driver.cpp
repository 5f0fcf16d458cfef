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

/// How often somebody looks, and how soon two inputs of a quick person follow each other.
constexpr std::chrono::milliseconds moment{10};

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

void WindowDriver::rest() const
{
    if (acted_)
        letPass();
}

void WindowDriver::pressOn(QWidget* widget, Qt::Key key, Qt::KeyboardModifiers modifiers) const
{
    rest();
    acted_ = true;
    QTest::keyClick(widget, key, modifiers);
}

void WindowDriver::writeInto(QWidget* widget, const QString& text) const
{
    for (const QChar character : text) {
        rest();
        acted_ = true;
        QTest::keyClick(widget, character.toLatin1());
    }
}

void WindowDriver::clickAt(QWidget* widget, QPoint at) const
{
    rest();
    acted_ = true;
    QTest::mouseClick(widget, Qt::LeftButton, {}, at);
}

void WindowDriver::approach(const QString& name)
{
    rest();
    find<QAbstractButton>(name);
}

void WindowDriver::click(const QString& name)
{
    rest();
    clickAt(find<QAbstractButton>(name));
}

void WindowDriver::type(const QString& name, const QString& text)
{
    rest();
    QWidget* field = findText(name);
    field->setFocus();
    pressOn(field, Qt::Key_A, Qt::ControlModifier);
    pressOn(field, Qt::Key_Delete);
    writeInto(field, text);
}

void WindowDriver::choose(const QString& name, const QString& text)
{
    rest();
    auto* box = find<QComboBox>(name);
    int index = -1;
    waitUntil(QStringLiteral("\"%1\" offers \"%2\"").arg(name, text),
              [&] { return (index = box->findText(text, Qt::MatchStartsWith)) >= 0; });
    box->setFocus();
    pressOn(box, Qt::Key_Home);
    for (int step = 0; box->currentIndex() != index && step < box->count(); ++step)
        pressOn(box, Qt::Key_Down);
    if (box->currentIndex() != index)
        throw Failure(QStringLiteral("\"%1\" could not be set to \"%2\".").arg(name, text));
}

void WindowDriver::check(const QString& list, const QString& text)
{
    rest();
    auto* items = find<QAbstractItemView>(list);
    const QModelIndex index = findRow(*items, list, text);
    items->setCurrentIndex(index);
    if (index.data(Qt::CheckStateRole).toInt() != Qt::Checked)
        pressOn(items, Qt::Key_Space);
    if (index.data(Qt::CheckStateRole).toInt() != Qt::Checked)
        throw Failure(QStringLiteral("\"%1\" in \"%2\" could not be checked.").arg(text, list));
}

void WindowDriver::setNumber(const QString& name, int value)
{
    rest();
    auto* box = find<QSpinBox>(name);
    box->setFocus();
    box->selectAll();
    writeInto(box, QString::number(value));
    pressOn(box, Qt::Key_Tab);
}

void WindowDriver::openTab(const QString& text)
{
    rest();
    const auto [bar, tab] = findTab(text);
    clickAt(bar, bar->tabRect(tab).center());
}

void WindowDriver::selectRow(const QString& table, const QString& text)
{
    rest();
    auto* rows = find<QAbstractItemView>(table);
    const QModelIndex index = findRow(*rows, table, text);
    rows->scrollTo(index);
    clickAt(rows->viewport(), rows->visualRect(index).center());
}

void WindowDriver::waitUntil(const QString& what, const std::function<bool()>& condition,
                             int timeout_ms) const
{
    const auto holds = [&] { return judge_ ? judge_(condition) : condition(); };
    const QDeadlineTimer deadline(timeout_ms);
    while (!holds()) {
        if (deadline.hasExpired())
            throw Failure(QStringLiteral("Waited in vain until %1.").arg(what));
        letPass();
    }
}

// The event loop waits for events, where QTest::qWaitFor() sleeps between them.
void WindowDriver::letPass() const
{
    acted_ = false;
    QEventLoop loop;
    QTimer::singleShot(moment, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

}  // namespace slipway::demo
