// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <string>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace slipway {

/// What somebody is about to lose, and what stays.
struct Confirmation {
    QString title;
    QString lost;
    QString kept;
    QString button;
    bool asks_reason = false;  ///< It belongs to somebody else: the reason is kept in the audit trail.
};

/// Asks before something is lost for ever. Closes itself; emits accepted() when the answer is yes.
class ConfirmDialog : public QDialog {
    Q_OBJECT
public:
    ConfirmDialog(const Confirmation& what, QWidget* parent);

    /// Empty when none was asked for.
    std::string reason() const;

private:
    void addReason(QVBoxLayout& layout, QPushButton& confirm);

    QLineEdit* reason_ = nullptr;
};

}  // namespace slipway
