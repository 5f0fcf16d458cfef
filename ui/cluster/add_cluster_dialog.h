// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kubeconfig/kubeconfig.h"
#include "ui/parts/workbench.h"
#include "ui/session/pending_calls.h"
#include "widgets/form/dialogs/step_dialog.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace slipway {

class ClusterFindings;
class FormField;
class StoreBox;

/// Adds a cluster in two steps: a context of a kubeconfig of this computer, and what the server finds of it.
///
/// The kubeconfig is read on a thread of its own; only the chosen context leaves this computer.
class AddClusterDialog : public StepDialog {
    Q_OBJECT
public:
    AddClusterDialog(Workbench& workbench, QWidget* parent);

Q_SIGNALS:
    void added(const slipway::Resource& cluster);

private:
    void buildContext(QVBoxLayout& layout);
    void readFile();
    /// The contexts of a kubeconfig, each with its certificates read.
    struct Contexts {
        std::vector<std::pair<std::string, Result<ClusterAccess>>> ways;
        std::string current;
    };
    static Result<Contexts> readContexts(const std::string& file);
    void showContexts(const QString& file, Result<Contexts> contexts);
    void takeContext();
    void refresh();
    void ask();
    void add();
    void showRefusal(const Error& error);
    ClusterSpec spec() const;
    void fillImages();
    void retranslate();

    Workbench& workbench_;
    PendingCalls calls_;
    std::optional<Result<Contexts>> contexts_;
    std::string kubeconfig_;  ///< Of the chosen context; empty when it cannot be used.

    QLineEdit* file_;
    QPushButton* browse_;
    QComboBox* context_;
    QLineEdit* name_;
    QLineEdit* namespace_;
    QLineEdit* s3_url_;
    StoreBox* store_;
    QComboBox* image_;
    FormField* file_field_;
    FormField* context_field_;
    FormField* name_field_;
    FormField* namespace_field_;
    FormField* s3_url_field_;
    FormField* store_field_;
    FormField* image_field_;
    ClusterFindings* findings_ = nullptr;
};

}  // namespace slipway
