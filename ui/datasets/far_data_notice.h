// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/datasets/dataset_actions.h"
#include "ui/parts/far_data.h"
#include "ui/parts/workbench.h"

#include <QFrame>

#include <string>
#include <vector>

class QLabel;
class QPushButton;

namespace slipway {

/// Says that datasets are far from the cluster that is to use them, and offers to copy the first of them
/// there; hidden while all are near. It follows the workspace.
class FarDataNotice : public QFrame {
    Q_OBJECT
public:
    explicit FarDataNotice(Workbench& workbench, QWidget* parent = nullptr);

    /// What is wanted where; see farDatasets().
    void setWanted(std::string project, std::vector<std::string> names, std::string cluster);

private:
    void refresh();
    void retranslate();
    QString sentence() const;

    Workbench& workbench_;
    DatasetActions actions_;
    QLabel* label_;
    QPushButton* copy_;
    std::string project_;
    std::vector<std::string> names_;
    std::string cluster_;
    std::vector<FarDataset> far_;
};

}  // namespace slipway
