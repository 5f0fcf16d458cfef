// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace slipway {

class Theme;

/// Says that what somebody is changing was changed by another meanwhile, and asks what is to become of both.
class ChangeNotice : public QFrame {
    Q_OBJECT
public:
    explicit ChangeNotice(const Theme& theme, QWidget* parent = nullptr);

    enum class Merge { Possible, Impossible };
    /// Shows it, with what the other changed.
    void ask(const QString& changes, Merge merge);
    /// Hides it.
    void settle() { hide(); }

Q_SIGNALS:
    void mergeChosen();
    void mineChosen();
    void theirsChosen();

private:
    void retranslate();

    QLabel* label_;
    QPushButton* merge_;
    QPushButton* mine_;
    QPushButton* theirs_;
    QString changes_;
};

}  // namespace slipway
