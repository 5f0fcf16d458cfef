// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

class QBoxLayout;
class QLabel;

namespace slipway {

/// A label, its editor, and a line below for a hint or for what is wrong.
class FormField : public QWidget {
    Q_OBJECT

public:
    enum class Layout {
        Row,     ///< Label of 120 px at the left.
        Column,  ///< Label above.
    };

    /// Takes the editor, whose buddy the label is.
    FormField(QWidget* editor, QWidget* parent, Layout layout = Layout::Row);

    QWidget* editor() const { return editor_; }
    /// It is the accessible name of the editor too.
    void setLabel(const QString& label);
    void setHint(const QString& hint);

    /// Shown instead of the hint, in the colour of failure, announced; an empty one takes it back.
    void setError(const QString& error);
    QString error() const { return error_; }
    /// Marks the label: this is not what the form started with.
    void setChanged(bool changed);
    bool isChanged() const { return changed_; }
    bool hasError() const { return !error_.isEmpty(); }

private:
    /// What takes the focus: the editor, or a part of it.
    QWidget& control() const;
    void showLabel();
    void showLine();

    QLabel* label_;
    QWidget* editor_;
    QLabel* line_;
    QString text_;
    QString hint_;
    QString error_;
    bool changed_ = false;
};

}  // namespace slipway
