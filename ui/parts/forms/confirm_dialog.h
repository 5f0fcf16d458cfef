// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <functional>
#include <string>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace slipway {

class FormField;

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
    /// `what` is asked again whenever the language changes.
    ConfirmDialog(std::function<Confirmation()> what, QWidget* parent);

    /// Empty when none was asked for.
    std::string reason() const;

protected:
    void showEvent(QShowEvent* event) override;

private:
    void addReason(QVBoxLayout& layout);
    void retranslate();

    std::function<Confirmation()> what_;
    QLabel* title_;
    QLabel* lost_;
    QLabel* kept_;
    QPushButton* cancel_;
    QPushButton* confirm_;
    FormField* reason_field_ = nullptr;
    QLineEdit* reason_ = nullptr;
};

}  // namespace slipway
