// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessibleWidget>

namespace slipway {

class LogView;

/// Lets screen readers read a log: its value is what is selected, or else the row of the cursor.
class LogAccessible : public QAccessibleWidget {
public:
    explicit LogAccessible(LogView* view);

    /// Makes Qt know this class; may be called often.
    static void install();

    QString text(QAccessible::Text kind) const override;

private:
    LogView* view_;
};

}  // namespace slipway
