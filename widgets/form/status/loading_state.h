// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;

namespace slipway {

class Theme;

/// Says that something is being fetched, but only once it has taken 200 ms; blank before. Stands still where
/// the style says that animations last no time.
class LoadingState : public QWidget {
    Q_OBJECT

public:
    explicit LoadingState(const Theme& theme, QWidget* parent = nullptr);

    void setText(const QString& text);
    bool isShown() const { return visible_; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void advance();
    QString words() const;
    int angle() const;

    const Theme& theme_;
    QTimer delay_;
    QTimer motion_;
    QString text_;  ///< Empty: the usual words.
    int angle_ = 0;
    bool visible_ = false;
};

}  // namespace slipway
