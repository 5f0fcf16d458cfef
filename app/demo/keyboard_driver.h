// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/window_driver.h"

#include <Qt>

class QAbstractButton;

namespace slipway::demo {

/// Uses the windows by keys alone, as the window in front gets them: Tab leads from control to control until
/// the one of that name has the focus, and what it does is done by its own keys. Throws Failure when Tab goes
/// all around without coming to it.
class KeyboardDriver final : public WindowDriver {
public:
    using WindowDriver::WindowDriver;

    void approach(const QString& name) override;
    void click(const QString& name) override;
    void type(const QString& name, const QString& text) override;
    void choose(const QString& name, const QString& text) override;
    void check(const QString& list, const QString& text) override;
    void setNumber(const QString& name, int value) override;
    void openTab(const QString& text) override;
    void selectRow(const QString& table, const QString& text) override;

private:
    enum class Reached { ByTab, ByArrows };

    static void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    static void write(const QString& text);
    /// Of buttons of which one is chosen, Tab comes to the chosen one, and arrows choose another.
    static bool reachByArrows(QAbstractButton* from, QWidget* wanted);
    static Reached reach(QWidget* wanted, const QString& name);
};

}  // namespace slipway::demo
