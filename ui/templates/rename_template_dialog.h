// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/forms/form_errors.h"
#include "ui/parts/workbench.h"
#include "ui/session/item.h"
#include "ui/session/pending_calls.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace slipway {

class ErrorBanner;
class FormField;

/// Gives a template another name: makes it anew under that one, and then takes the old one away. It belongs
/// to whoever does so, and its events begin anew.
class RenameTemplateDialog : public QDialog {
    Q_OBJECT
public:
    RenameTemplateDialog(Workbench& workbench, ItemPtr kept, QWidget* parent);

Q_SIGNALS:
    void renamed(const std::string& key);

private:
    void retranslate();
    void make();
    void removeOld(const Resource& made);
    void fail(const Error& error);

    Workbench& workbench_;
    ItemPtr kept_;
    ErrorBanner* banner_;
    QLineEdit* name_;
    FormField* name_field_;
    QPushButton* cancel_;
    QPushButton* rename_;
    FormErrors errors_;
    PendingCalls calls_;
};

}  // namespace slipway
