// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QLabel;

namespace slipway {

/// The keys that nobody can change, below those that one can.
class FixedKeysList : public QWidget {
    Q_OBJECT
public:
    explicit FixedKeysList(QWidget* parent = nullptr);

private:
    void retranslate();

    QLabel* heading_;
    QList<QLabel*> titles_;
    QList<QLabel*> keys_;
};

}  // namespace slipway
