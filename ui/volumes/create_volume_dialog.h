// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/volume_spec.h"
#include "ui/parts/forms/create_dialog.h"

class QComboBox;
class QLineEdit;

namespace slipway {

class FormField;
class KeyValueEdit;
class ResourceBox;

/// Makes a volume in two steps. Kinds that an administrator alone may make are offered to them alone.
class CreateVolumeDialog : public CreateDialog {
    Q_OBJECT
public:
    CreateVolumeDialog(Workbench& workbench, QWidget* parent);

protected:
    Resource form() const override;
    QList<Fact> summary() const override;
    CliCommand command() const override;
    Prospect prospectOf(const Resource& answered) const override;
    void remember() override;
    bool checkForm() override;
    int unfilledStep() const override;
    void retranslate() override;

private:
    void buildFields(QVBoxLayout& layout);
    void takeDefaults();
    VolumeKind kind() const;
    /// What is wrong with the size that was typed; empty when nothing is.
    QString sizeProblem() const;
    VolumeSpec spec() const;
    void changed();
    void showFields();

    QLineEdit* name_;
    QComboBox* scope_;
    QComboBox* kind_;
    QLineEdit* size_;
    QLineEdit* storage_class_;
    ResourceBox* cluster_;
    QLineEdit* claim_;
    QLineEdit* driver_;
    KeyValueEdit* attributes_;
    QLineEdit* secret_;
    QLineEdit* description_;
    FormField* name_field_;
    FormField* scope_field_;
    FormField* kind_field_;
    FormField* size_field_;
    FormField* storage_class_field_;
    FormField* cluster_field_;
    FormField* claim_field_;
    FormField* driver_field_;
    FormField* attributes_field_;
    FormField* secret_field_;
    FormField* description_field_;
};

}  // namespace slipway
