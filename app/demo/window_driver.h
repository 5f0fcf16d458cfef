// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

#include <functional>
#include <stdexcept>

class QAbstractItemView;

namespace slipway::demo {

/// What went wrong, in a sentence; ends the demo.
class Failure : public std::runtime_error {
public:
    explicit Failure(const QString& sentence) : std::runtime_error(sentence.toStdString()) {}
};

/// Uses the application's windows as a person would: finds what it needs by accessible name, points, types,
/// and waits until something is so. Names are those that a screen reader says. Throws Failure.
class WindowDriver {
public:
    /// Clicks the middle of a button or of anything else that takes a click.
    void click(const QString& name);
    /// Replaces the text of a field, key by key.
    void type(const QString& name, const QString& text);
    /// Chooses the entry of a combo box whose text starts with `text`.
    void choose(const QString& name, const QString& text);
    /// Checks the entry named `text` of a list with check boxes.
    void check(const QString& list, const QString& text);
    /// Sets a spin box.
    void setNumber(const QString& name, int value);
    void openTab(const QString& text);
    /// Selects the row of a list that has a cell with exactly this text, once it is there.
    void selectRow(const QString& table, const QString& text);

    /// The visible, enabled widget of that name in the front-most window that has one; waits for it.
    QWidget* find(const QString& name);
    template <class Widget>
    Widget* find(const QString& name)
    {
        auto* widget = qobject_cast<Widget*>(find(name));
        if (!widget)
            throw Failure(QStringLiteral("\"%1\" is no %2.")
                              .arg(name, QLatin1String(Widget::staticMetaObject.className())));
        return widget;
    }
    bool has(const QString& name) const;

    /// Runs the event loop until `condition` holds; `what` completes "Waited in vain until ...".
    void waitUntil(const QString& what, const std::function<bool()>& condition,
                   int timeout_ms = 60'000) const;

private:
    QWidget* look(const QString& name) const;
    QAbstractItemView* view(const QString& name);
};

}  // namespace slipway::demo
