// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/specs.h"
#include "ui/parts/forms/form_errors.h"
#include "ui/parts/workbench.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLineEdit;
class QSpinBox;
class QVBoxLayout;

namespace slipway {

class ClusterBox;
class DatasetList;
class DurationBox;
class FarDataNotice;
class FlavorBox;
class FormField;
class KeyValueEdit;
class VolumeList;

/// What a job runs with: its size, data, parameters and limits.
class JobResourcesPage : public QWidget {
    Q_OBJECT
public:
    explicit JobResourcesPage(Workbench& workbench, QWidget* parent = nullptr);

    void addErrors(FormErrors& errors, int step);
    void take(const JobSpec& spec);
    void fill(JobSpec& spec) const;
    QString flavorText() const;
    /// Empty where there is nothing to choose.
    QString clusterText() const;
    QString replicasText() const;
    QString availability() const;
    /// Shows what is wrong with what was typed, as far as it can be told here.
    bool check();
    /// Sets every text, in the language of the moment.
    void retranslate();

Q_SIGNALS:
    void changed();

private:
    void buildMachine(QVBoxLayout& layout);
    void buildData(QVBoxLayout& layout);
    void buildRest(QVBoxLayout& layout);
    /// What is wrong with what was typed; empty when nothing is.
    QString replicasProblem() const;
    void refreshFarData();

    Workbench& workbench_;
    FlavorBox* flavor_;
    ClusterBox* cluster_;
    QLineEdit* replicas_;
    std::vector<RoleSpec> roles_;  ///< As they were taken: roles may have more than what is typed.
    QComboBox* image_;
    DatasetList* datasets_;
    FarDataNotice* far_data_;
    VolumeList* volumes_;
    KeyValueEdit* params_;
    KeyValueEdit* env_;
    DurationBox* limit_;
    QSpinBox* retries_;
    QLineEdit* before_;
    QLineEdit* after_;
    FormField* flavor_field_;
    FormField* cluster_field_;
    FormField* replicas_field_;
    FormField* image_field_;
    FormField* datasets_field_;
    FormField* volumes_field_;
    FormField* params_field_;
    FormField* env_field_;
    FormField* limit_field_;
    FormField* retries_field_;
    FormField* before_field_;
    FormField* after_field_;
};

}  // namespace slipway
