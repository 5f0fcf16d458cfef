// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace slipway {

/// What somebody is about to lose, and what stays.
struct Confirmation {
    QString title;
    QString lost;
    QString kept;
    QString button;
};

/// Asks before something is lost for ever. Closes itself; emits accepted() when the answer is yes.
class ConfirmDialog : public QDialog {
    Q_OBJECT
public:
    ConfirmDialog(const Confirmation& what, QWidget* parent);
};

}  // namespace slipway
