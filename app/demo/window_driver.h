// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QModelIndex>
#include <QString>
#include <QWidget>

#include <functional>
#include <stdexcept>
#include <utility>

class QAbstractItemView;
class QTabBar;

namespace slipway::demo {

/// What went wrong, in a sentence; ends the demo.
class Failure : public std::runtime_error {
public:
    explicit Failure(const QString& sentence) : std::runtime_error(sentence.toStdString()) {}
};

/// Uses the application's windows as a person would: finds what it needs by accessible name, points, types,
/// and waits until something is so. Names are those that a screen reader says; one that
/// ends with '*' stands for all that begin so. Throws Failure.
class WindowDriver {
public:
    using Condition = std::function<bool()>;
    /// `judge` asks conditions in place of the driver, so that somebody can tell this work from the window's.
    explicit WindowDriver(std::function<bool(const Condition&)> judge = {}) : judge_(std::move(judge)) {}
    virtual ~WindowDriver() = default;

    /// Gets ready to click, so that the click itself takes no time.
    virtual void approach(const QString& name);
    /// Clicks the middle of a button or of anything else that takes a click.
    virtual void click(const QString& name);
    /// Replaces the text of a field, key by key.
    virtual void type(const QString& name, const QString& text);
    /// Chooses the entry of a combo box whose text starts with `text`.
    virtual void choose(const QString& name, const QString& text);
    /// Checks the entry named `text` of a list with check boxes.
    virtual void check(const QString& list, const QString& text);
    /// Sets a spin box.
    virtual void setNumber(const QString& name, int value);
    virtual void openTab(const QString& text);
    /// Selects the row of a list that has a cell with exactly this text, once it is there.
    virtual void selectRow(const QString& table, const QString& text);

    /// The visible, enabled widget of that name and class in the front-most window that has one; waits for
    /// it.
    template <class Widget = QWidget>
    Widget* find(const QString& name)
    {
        return qobject_cast<Widget*>(
            await(name, [](QWidget* widget) { return qobject_cast<Widget*>(widget) != nullptr; }));
    }
    bool has(const QString& name) const;

    /// Runs the event loop until `condition` holds; `what` completes "Waited in vain until ...".
    void waitUntil(const QString& what, const std::function<bool()>& condition,
                   int timeout_ms = 60'000) const;

protected:
    /// The field of that name.
    QWidget* findText(const QString& name);
    /// The bar that has a tab of that text, and which one it is.
    std::pair<QTabBar*, int> findTab(const QString& text) const;
    /// The cell with exactly this text, once it is there.
    QModelIndex findRow(const QAbstractItemView& rows, const QString& table, const QString& text) const;

private:
    using Filter = std::function<bool(QWidget*)>;
    QWidget* look(const QString& name, const Filter& filter) const;
    QWidget* await(const QString& name, const Filter& filter);

    /// Lets the window take the last input: nobody's next one comes before it could.
    void rest() const;
    void pressOn(QWidget* widget, Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const;
    void writeInto(QWidget* widget, const QString& text) const;
    /// In the middle without `at`.
    void clickAt(QWidget* widget, QPoint at = {}) const;
    void letPass() const;

    std::function<bool(const Condition&)> judge_;
    mutable bool acted_ = false;  ///< There was an input since the window was let be.
};

}  // namespace slipway::demo
