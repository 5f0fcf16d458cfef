// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/template_spec.h"
#include "ui/parts/forms/form_errors.h"
#include "ui/parts/workbench.h"
#include "ui/session/pending_calls.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace slipway {

class ErrorBanner;
class FormField;

/// Asks for a name and keeps a job as a template of the project; closes once it is there.
class SaveTemplateDialog : public QDialog {
    Q_OBJECT
public:
    SaveTemplateDialog(Workbench& workbench, JobSpec job, const std::string& name, QWidget* parent);

private:
    void retranslate();
    void save();
    void fail(const Error& error);

    Workbench& workbench_;
    JobSpec job_;
    ErrorBanner* banner_;
    QLineEdit* name_;
    QLineEdit* description_;
    FormField* name_field_;
    FormField* description_field_;
    QPushButton* cancel_;
    QPushButton* save_;
    FormErrors errors_;
    PendingCalls calls_;
};

}  // namespace slipway
