// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace slipway {

/// A framed panel: a title with a dim note and actions at its right when there is any, then the content.
class Card : public QFrame {
    Q_OBJECT

public:
    explicit Card(const QString& title = {}, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setNote(const QString& note);
    QString title() const;

    /// Put widgets here; margins of 16 px unless setFlush().
    QVBoxLayout* content() const { return content_; }
    /// Content to the card's very edge, for tables and logs.
    void setFlush(bool flush);
    /// Shown at the right of the title.
    void addAction(QWidget* widget);
    using QFrame::addAction;

private:
    void showHeader();

    QWidget* header_;
    QLabel* title_;
    QLabel* note_;
    QHBoxLayout* actions_;
    QVBoxLayout* content_;
};

}  // namespace slipway
