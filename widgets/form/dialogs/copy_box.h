// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QToolButton;

namespace slipway {

class Theme;

/// A command or secret in a monospaced box that can be selected, and copied with one click.
class CopyBox : public QFrame {
    Q_OBJECT

public:
    explicit CopyBox(const Theme& theme, QWidget* parent = nullptr);

    /// May have several lines. `prompt` is drawn before it and not copied, such as "$".
    void setText(const QString& text, const QString& prompt = {});
    QString text() const { return text_; }

Q_SIGNALS:
    void copied();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void copy();
    void retranslate();
    void keepRoom();

    QLabel* prompt_;
    QLabel* label_;
    QToolButton* button_;
    QString text_;
};

}  // namespace slipway
