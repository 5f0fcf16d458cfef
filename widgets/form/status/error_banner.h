// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace slipway {

class Theme;

/// What went wrong, above the content it concerns, with Retry; hidden while there is nothing to say.
class ErrorBanner : public QFrame {
    Q_OBJECT

public:
    explicit ErrorBanner(const Theme& theme, QWidget* parent = nullptr);

    /// Shows and announces it; an empty message hides it.
    void setMessage(const QString& message);
    QString message() const;
    void setRetryVisible(bool visible);
    /// What the button says; empty: Retry.
    void setActionText(const QString& text);

Q_SIGNALS:
    void retryRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QLabel* label_;
    QPushButton* retry_;
    QString action_text_;
};

}  // namespace slipway
