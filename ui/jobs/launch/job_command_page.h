// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/specs.h"
#include "ui/parts/forms/form_errors.h"
#include "ui/parts/workbench.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace slipway {

class FormField;

/// What a job runs: its name, command, code, and the environment whose packages it uses.
class JobCommandPage : public QWidget {
    Q_OBJECT
public:
    enum class Code { None, Folder, Git, Sent };

    explicit JobCommandPage(Workbench& workbench, QWidget* parent = nullptr);

    void addErrors(FormErrors& errors, int step);
    void take(const std::string& name, const JobSpec& spec);
    void fill(JobSpec& spec) const;

    std::string name() const;
    Code code() const;
    /// The folder to send; of Code::Folder.
    QString folder() const;
    void setFolder(const QString& folder);
    QString codeText() const;
    void focusCommand();
    /// Sets every text, in the language of the moment.
    void retranslate();

Q_SIGNALS:
    void changed();

private:
    QWidget* buildCode();
    void browse();

    Workbench& workbench_;
    QLineEdit* name_;
    QLineEdit* command_;
    QComboBox* code_;
    QStackedWidget* code_details_;
    QLineEdit* folder_;
    QPushButton* browse_;
    QLineEdit* git_url_;
    QLineEdit* git_revision_;
    QComboBox* environment_;
    std::string sent_digest_;  ///< Of code that an earlier job sent.
    FormField* name_field_;
    FormField* command_field_;
    FormField* code_field_;
    FormField* environment_field_;
};

}  // namespace slipway
