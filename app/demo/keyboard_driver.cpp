// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/keyboard_driver.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTabBar>
#include <QTest>
#include <QWindow>

namespace slipway::demo {

namespace {

/// More controls than any window has.
constexpr int most_tabs = 300;

QWidget* focused()
{
    return QApplication::focusWidget();
}

/// Composite controls, such as spin boxes, give the focus on to a part of themselves.
bool hasFocus(const QWidget* wanted)
{
    const QWidget* focus = focused();
    return focus && (focus == wanted || focus == wanted->focusProxy());
}

}  // namespace

void KeyboardDriver::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    // Where a dialog closes, a desktop gives the keys back to the window behind it; without one nobody does.
    if (!QGuiApplication::focusWindow())
        for (QWidget* window : QApplication::topLevelWidgets())
            if (window->isVisible())
                window->activateWindow();
    if (!QTest::qWaitFor([] { return QGuiApplication::focusWindow() != nullptr; }))
        throw Failure(QStringLiteral("No window takes keys."));
    QTest::keyClick(QGuiApplication::focusWindow(), key, modifiers);
}

void KeyboardDriver::write(const QString& text)
{
    press(Qt::Key_A, Qt::ControlModifier);
    press(Qt::Key_Delete);
    for (const QChar character : text)
        QTest::keyClick(QGuiApplication::focusWindow(), character.toLatin1());
}

bool KeyboardDriver::reachByArrows(QAbstractButton* from, QWidget* wanted)
{
    const auto* button = qobject_cast<QAbstractButton*>(wanted);
    if (!from || !button || !from->autoExclusive() || !button->autoExclusive() ||
        from->parentWidget() != button->parentWidget())
        return false;
    for (const Qt::Key arrow : {Qt::Key_Down, Qt::Key_Up})
        for (int step = 0; step < from->parentWidget()->children().size(); ++step) {
            press(arrow);
            if (hasFocus(wanted))
                return true;
        }
    return false;
}

KeyboardDriver::Reached KeyboardDriver::reach(QWidget* wanted, const QString& name)
{
    QStringList passed;
    for (int tab = 0; tab < most_tabs; ++tab) {
        if (hasFocus(wanted))
            return Reached::ByTab;
        if (reachByArrows(qobject_cast<QAbstractButton*>(focused()), wanted))
            return Reached::ByArrows;
        if (focused())
            passed << QString::fromLatin1(focused()->metaObject()->className());
        press(Qt::Key_Tab);
    }
    throw Failure(QStringLiteral("Tab does not lead to \"%1\"; it led to %2.")
                      .arg(name, passed.mid(0, 40).join(u", ")));
}

void KeyboardDriver::approach(const QString& name)
{
    reach(find<QAbstractButton>(name), name);
}

void KeyboardDriver::click(const QString& name)
{
    auto* button = find<QAbstractButton>(name);
    if (reach(button, name) == Reached::ByTab)
        press(Qt::Key_Space);
}

void KeyboardDriver::type(const QString& name, const QString& text)
{
    reach(findText(name), name);
    write(text);
}

void KeyboardDriver::choose(const QString& name, const QString& text)
{
    auto* box = find<QComboBox>(name);
    int index = -1;
    waitUntil(QStringLiteral("\"%1\" offers \"%2\"").arg(name, text),
              [&] { return (index = box->findText(text, Qt::MatchStartsWith)) >= 0; });
    reach(box, name);
    press(Qt::Key_Home);
    for (int step = 0; box->currentIndex() != index && step < box->count(); ++step)
        press(Qt::Key_Down);
    if (box->currentIndex() != index)
        throw Failure(QStringLiteral("\"%1\" could not be set to \"%2\" by keys.").arg(name, text));
}

void KeyboardDriver::check(const QString& list, const QString& text)
{
    selectRow(list, text);
    const auto* rows = find<QAbstractItemView>(list);
    const auto checked = [&] { return rows->currentIndex().data(Qt::CheckStateRole).toInt() == Qt::Checked; };
    if (!checked())
        press(Qt::Key_Space);
    if (!checked())
        throw Failure(QStringLiteral("\"%1\" in \"%2\" could not be checked by keys.").arg(text, list));
}

void KeyboardDriver::setNumber(const QString& name, int value)
{
    reach(find<QSpinBox>(name), name);
    write(QString::number(value));
    press(Qt::Key_Tab);
}

void KeyboardDriver::openTab(const QString& text)
{
    const auto [bar, tab] = findTab(text);
    reach(bar, text);
    for (int step = 0; bar->currentIndex() != tab && step < bar->count(); ++step)
        press(bar->currentIndex() < tab ? Qt::Key_Right : Qt::Key_Left);
    if (bar->currentIndex() != tab)
        throw Failure(QStringLiteral("The tab \"%1\" could not be opened by keys.").arg(text));
}

void KeyboardDriver::selectRow(const QString& table, const QString& text)
{
    auto* rows = find<QAbstractItemView>(table);
    const QModelIndex wanted = findRow(*rows, table, text);
    reach(rows, table);
    press(Qt::Key_Home, Qt::ControlModifier);
    for (int step = 0; rows->currentIndex().row() != wanted.row() && step < rows->model()->rowCount(); ++step)
        press(Qt::Key_Down);
    if (rows->currentIndex().row() != wanted.row())
        throw Failure(QStringLiteral("\"%1\" in \"%2\" could not be selected by keys.").arg(text, table));
}

}  // namespace slipway::demo
