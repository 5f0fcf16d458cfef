// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/log/log_page.h"

#include <QAccessibleWidget>

namespace slipway {

class LogView;

/// Lets screen readers read a log: its text is what is on screen, its value what is selected, or else the row
/// of the cursor.
class LogAccessible : public QAccessibleWidget, public QAccessibleTextInterface {
public:
    explicit LogAccessible(LogView* view);

    /// Makes Qt know this class; may be called often.
    static void install();

    QString text(QAccessible::Text kind) const override;
    void* interface_cast(QAccessible::InterfaceType type) override;

    QString text(int from, int to) const override;
    int characterCount() const override;
    int cursorPosition() const override;
    void setCursorPosition(int position) override;
    int selectionCount() const override;
    void selection(int index, int* from, int* to) const override;
    void addSelection(int from, int to) override;
    void setSelection(int index, int from, int to) override;
    void removeSelection(int index) override;
    QRect characterRect(int offset) const override;
    int offsetAtPoint(const QPoint& point) const override;
    void scrollToSubstring(int from, int to) override;
    QString attributes(int offset, int* from, int* to) const override;

private:
    LogPage page() const;

    LogView* view_;
};

}  // namespace slipway
