// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/dataset_upload.h"
#include "ui/parts/forms/dry_run.h"
#include "ui/parts/forms/form_errors.h"
#include "ui/parts/workbench.h"
#include "widgets/form/dialogs/step_dialog.h"

#include <optional>
#include <stop_token>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace slipway {

class Card;
class CopyBox;
class ErrorBanner;
class FormField;
class SizeHistogram;
class StoreBox;

/// Uploads a folder as a dataset: choose, review, and it goes on in the background.
class UploadDialog : public StepDialog {
    Q_OBJECT
public:
    UploadDialog(Workbench& workbench, QWidget* parent);
    ~UploadDialog() override;

    /// Reads the folder off the GUI thread, and fills in what can be guessed from it. Another folder and the
    /// end of the dialog stop the reading, without waiting for it.
    void setFolder(const QString& folder);

Q_SIGNALS:
    /// The upload was handed to the transfers; by "project/name".
    void started(const std::string& key);

private:
    void buildSource(QVBoxLayout& layout);
    void buildReview(QVBoxLayout& layout);
    void browse();
    void scan();
    void takeScan(Result<FolderScan> scan);
    void showFolder();
    void showScan(const FolderScan& scan);
    void changed();
    void takeAnswer(Result<Resource> answer);
    /// Whether the dataset may be uploaded; if not, what is wrong stands where it can be mended.
    bool showAnswer(const Result<Resource>& answer);
    void retranslate();
    void refreshSteps();
    /// Asks once more before the dialog closes: somebody may have taken the name meanwhile.
    void finish();
    void start();
    Resource form() const;
    DatasetUploadOptions options() const;
    QString commandText() const;

    Workbench& workbench_;
    FormErrors errors_;
    DryRun dry_run_;
    PendingCalls calls_;
    std::stop_source scanning_;
    std::optional<Result<FolderScan>> scan_;  ///< Empty while the folder is being read.
    std::optional<Result<Resource>> answer_;  ///< What the server said last.
    bool name_edited_ = false;
    bool task_guessed_ = false;

    QLineEdit* folder_ = nullptr;
    QLineEdit* name_ = nullptr;
    QComboBox* task_ = nullptr;
    QLineEdit* description_ = nullptr;
    StoreBox* store_ = nullptr;
    QPushButton* browse_ = nullptr;
    FormField* folder_field_ = nullptr;
    FormField* name_field_ = nullptr;
    FormField* task_field_ = nullptr;
    FormField* description_field_ = nullptr;
    FormField* store_field_ = nullptr;
    Card* sizes_ = nullptr;
    SizeHistogram* histogram_ = nullptr;
    QLabel* left_out_ = nullptr;
    QWidget* hint_ = nullptr;
    QLabel* hint_title_ = nullptr;
    QLabel* hint_text_ = nullptr;
    ErrorBanner* banner_ = nullptr;
    CopyBox* command_ = nullptr;
};

}  // namespace slipway
