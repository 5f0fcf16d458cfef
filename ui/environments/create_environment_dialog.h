// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/forms/create_dialog.h"

class QComboBox;
class QLineEdit;
class QVBoxLayout;

namespace slipway {

class ClusterBox;
class DatasetList;
class DurationBox;
class FarDataNotice;
class FlavorBox;
class FormField;
class VolumeList;

/// Makes an environment in three steps; Next, Next, Finish makes a sensible one.
class CreateEnvironmentDialog : public CreateDialog {
    Q_OBJECT
public:
    CreateEnvironmentDialog(Workbench& workbench, QWidget* parent);

protected:
    Resource form() const override;
    QList<Fact> summary() const override;
    CliCommand command() const override;
    void remember() override;
    bool checkForm() override;
    void retranslate() override;

private:
    void buildSoftware(QVBoxLayout& layout);
    void buildSize(QVBoxLayout& layout);
    void buildData(QVBoxLayout& layout);
    void takeDefaults();
    EnvironmentSpec spec() const;
    void changed();

    QLineEdit* name_;
    QComboBox* image_;
    QLineEdit* description_;
    FlavorBox* flavor_;
    ClusterBox* cluster_;
    DurationBox* duration_;
    DatasetList* datasets_;
    FarDataNotice* far_data_;
    VolumeList* volumes_;
    FormField* name_field_;
    FormField* image_field_;
    FormField* description_field_;
    FormField* flavor_field_;
    FormField* cluster_field_;
    FormField* duration_field_;
    FormField* datasets_field_;
    FormField* volumes_field_;
};

}  // namespace slipway
