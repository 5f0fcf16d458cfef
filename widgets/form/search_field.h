// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

class QLabel;

namespace slipway {

class Theme;

/// A line to filter by, with an icon, a hint of its shortcut, and a note at its right such as "214 lines".
/// Escape clears it.
class SearchField : public QLineEdit {
    Q_OBJECT

public:
    explicit SearchField(const Theme& theme, QWidget* parent = nullptr);

    /// Shown as a key cap while the field is empty and has no focus; the shortcut itself is the page's.
    void setShortcutHint(const QString& keys);
    void setNote(const QString& note);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void arrange();

    QLabel* hint_;
    QLabel* note_;
};

}  // namespace slipway
