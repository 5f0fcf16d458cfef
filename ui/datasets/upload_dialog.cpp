// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/upload_dialog.h"

#include "ui/datasets/size_histogram.h"
#include "ui/parts/cli_command.h"
#include "ui/parts/names.h"
#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "ui/session/on_gui_thread.h"
#include "ui/session/settings.h"
#include "ui/session/transfers.h"
#include "widgets/form/button.h"
#include "widgets/form/card.h"
#include "widgets/form/copy_box.h"
#include "widgets/form/error_banner.h"
#include "widgets/form/form_field.h"
#include "widgets/form/text_role.h"

#include <nlohmann/json.hpp>

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace slipway {

UploadDialog::UploadDialog(Workbench& workbench, QWidget* parent)
    : StepDialog(tr("Upload dataset"), workbench.theme, parent),
      workbench_(workbench),
      dry_run_(
          workbench.workspace, [this] { return form(); },
          [this](const Result<Resource>& answer) { showAnswer(answer); })
{
    setObjectName(QStringLiteral("uploadDataset"));
    setAttribute(Qt::WA_DeleteOnClose);
    addStep(tr("Source"), buildSource());
    addStep(tr("Review"), buildReview());
    setFinishText(tr("Upload"));
    setNote(tr("Goes on in the background."));
    setStepComplete(0, false);

    connect(name_, &QLineEdit::textEdited, this, [this] { name_edited_ = true; });
    connect(name_, &QLineEdit::textChanged, this, &UploadDialog::changed);
    connect(description_, &QLineEdit::textChanged, this, &UploadDialog::changed);
    connect(task_, &QComboBox::currentIndexChanged, this, &UploadDialog::changed);
    connect(folder_, &QLineEdit::textChanged, this, &UploadDialog::scan);
    connect(this, &StepDialog::finishRequested, this, &UploadDialog::finish);
    folder_->setFocus();
}

UploadDialog::~UploadDialog()
{
    scanner_.clear();
    scanner_.waitForDone();
}

QWidget* UploadDialog::buildSource()
{
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    auto* source = new QWidget;
    auto* row = new QHBoxLayout(source);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    folder_ = new QLineEdit;
    folder_->setObjectName(QStringLiteral("folder"));
    folder_->setPlaceholderText(tr("Folder on this computer"));
    QPushButton* browse_button = makeButton(tr("Choose…"), ButtonKind::Secondary);
    browse_button->setAccessibleName(tr("Choose folder"));
    connect(browse_button, &QPushButton::clicked, this, &UploadDialog::browse);
    row->addWidget(folder_, 1);
    row->addWidget(browse_button);
    source->setFocusProxy(folder_);
    name_ = new QLineEdit;
    name_->setObjectName(QStringLiteral("name"));
    task_ = new QComboBox;
    task_->setObjectName(QStringLiteral("task"));
    for (const std::string& task : datasetTasks())
        task_->addItem(Texts::datasetTask(task), QString::fromStdString(task));
    task_->setCurrentIndex(task_->findData(QStringLiteral("other")));
    description_ = new QLineEdit;
    description_->setObjectName(QStringLiteral("description"));
    description_->setPlaceholderText(tr("Where it comes from and what it is for, optional"));

    folder_field_ = new FormField(tr("Folder"), source);
    folder_->setAccessibleName(tr("Folder"));
    auto* name_field = new FormField(tr("Name"), name_);
    task_field_ = new FormField(tr("Task"), task_);
    for (FormField* field : {folder_field_, name_field, task_field_})
        layout->addWidget(field);
    layout->addWidget(new FormField(tr("Description"), description_));
    layout->addStretch(1);
    errors_.add("name", name_field, 0);
    errors_.add("spec.task", task_field_, 0);
    return page;
}

QWidget* UploadDialog::buildReview()
{
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    banner_ = new ErrorBanner(workbench_.theme);
    banner_->setRetryVisible(false);
    sizes_ = new Card;
    histogram_ = new SizeHistogram(workbench_.theme);
    left_out_ = makeLabel({}, TextRole::Dim);
    sizes_->content()->addWidget(histogram_);
    sizes_->content()->addWidget(left_out_);
    hint_ = new QFrame;
    setSurface(*hint_, Surface::Tint);
    auto* hint_layout = new QVBoxLayout(hint_);
    hint_layout->setContentsMargins(14, 10, 14, 10);
    hint_text_ = makeLabel({});
    hint_text_->setWordWrap(true);
    hint_layout->addWidget(makeLabel(tr("Many small files keep a GPU waiting"), TextRole::Strong));
    hint_layout->addWidget(hint_text_);
    command_ = new CopyBox(workbench_.theme);
    command_->setAccessibleName(tr("The same on the command line"));
    layout->addWidget(banner_);
    layout->addWidget(sizes_);
    layout->addWidget(hint_);
    layout->addStretch(1);
    layout->addWidget(command_);
    return page;
}

void UploadDialog::browse()
{
    const QString start =
        folder_->text().isEmpty() ? workbench_.settings.get(settings::last_upload_folder) : folder_->text();
    const QString chosen = QFileDialog::getExistingDirectory(this, tr("Choose the folder to upload"), start);
    if (!chosen.isEmpty())
        setFolder(chosen);
}

void UploadDialog::setFolder(const QString& folder)
{
    folder_->setText(folder);
}

void UploadDialog::scan()
{
    scan_.reset();
    folder_field_->setError({});
    folder_field_->setHint(tr("Reading the folder…"));
    refreshSteps();
    scanner_.clear();
    const std::filesystem::path folder = folder_->text().trimmed().toStdString();
    scanner_.start([this, folder, number = ++scan_number_, deliver = onGuiThread(this)] {
        auto scan = std::make_shared<Result<FolderScan>>(scanFolder(folder));
        deliver([this, number, scan] {
            if (number == scan_number_)
                takeScan(std::move(*scan));
        });
    });
}

void UploadDialog::takeScan(Result<FolderScan> scan)
{
    folder_field_->setHint({});
    if (!scan) {
        folder_field_->setError(explain(scan.error()));
        return refreshSteps();
    }
    if (scan->files.empty()) {
        folder_field_->setError(tr("There is no file in this folder."));
        return refreshSteps();
    }
    scan_ = std::move(*scan);
    const QString folder = folder_->text().trimmed();
    workbench_.settings.set(settings::last_upload_folder, folder);
    const std::string base = std::filesystem::weakly_canonical(folder.toStdString()).filename().string();
    if (!name_edited_)
        name_->setText(QString::fromStdString(
            unusedName(workbench_.workspace, Kind::Dataset, nameFrom(base, "dataset-1"))));
    if (const int index = task_->findData(QString::fromStdString(scan_->suggested_task)); index >= 0) {
        task_->setCurrentIndex(index);
        task_field_->setHint(tr("Guessed from the names of its folders and files."));
    }
    showScan();
    changed();
}

void UploadDialog::showScan()
{
    const SizeSummary summary = summarize(*scan_);
    const auto files = static_cast<std::int64_t>(scan_->files.size());
    const QString total = tr("%1 files, %2").arg(Texts::count(files), Texts::bytes(scan_->size_bytes));
    folder_field_->setHint(total);
    sizes_->setTitle(total);
    sizes_->setNote(tr("median %1; %2 % under 100 KiB")
                        .arg(Texts::bytes(summary.median_bytes))
                        .arg(summary.share_below_100_kib * 100, 0, 'f', 0));
    histogram_->setSummary(summary);
    left_out_->setVisible(scan_->left_out > 0);
    left_out_->setText(tr("%1 hidden files and links are left out.")
                           .arg(Texts::count(static_cast<std::int64_t>(scan_->left_out))));
    hint_->setVisible(starvesGpus(*scan_, summary));
    hint_text_->setText(
        tr("Read one by one, %1 files of about %2 are limited by the time to open each. Packing them "
           "into shards of some 256 MiB, as TFRecord or WebDataset, feeds a GPU many times faster.")
            .arg(Texts::count(files), Texts::bytes(summary.median_bytes)));
    setFinishText(tr("Upload %1").arg(Texts::bytes(scan_->size_bytes)));
}

void UploadDialog::changed()
{
    command_->setText(commandText(), QStringLiteral("$"));
    dry_run_.schedule();
    refreshSteps();
}

bool UploadDialog::showAnswer(const Result<Resource>& answer)
{
    errors_.clear();
    banner_->setMessage({});
    // An unsealed dataset of this name is an interrupted upload, which the same name continues.
    const ItemPtr present =
        workbench_.workspace.find(Kind::Dataset, options().project + "/" + options().name);
    const bool continues = present && !present->specAs<DatasetSpec>().sealed;
    const bool good = answer || (continues && answer.error().code == ErrorCode::AlreadyExists);
    if (!good && !errors_.show(answer.error()))
        banner_->setMessage(explain(answer.error()));
    refreshSteps();
    return good;
}

void UploadDialog::refreshSteps()
{
    setStepComplete(0, scan_ && !folder_field_->hasError() && !errors_.anyIn(0));
    setStepComplete(1, scan_.has_value());
}

Resource UploadDialog::form() const
{
    DatasetSpec spec;
    spec.task = options().task;
    spec.description = options().description;
    Resource resource;
    resource.kind = Kind::Dataset;
    resource.project = options().project;
    resource.name = options().name;
    resource.spec = dumpJson(write(spec));
    return resource;
}

DatasetUploadOptions UploadDialog::options() const
{
    DatasetUploadOptions options;
    options.folder = folder_->text().trimmed().toStdString();
    options.project = workbench_.workspace.project();
    options.name = name_->text().trimmed().toStdString();
    options.task = task_->currentData().toString().toStdString();
    options.description = description_->text().trimmed().toStdString();
    return options;
}

QString UploadDialog::commandText() const
{
    const DatasetUploadOptions chosen = options();
    CliCommand command({QStringLiteral("slipwayctl")});
    return command.option(QStringLiteral("--project"), QString::fromStdString(chosen.project))
        .argument(QStringLiteral("dataset"))
        .argument(QStringLiteral("upload"))
        .argument(QString::fromStdString(chosen.folder.string()))
        .option(QStringLiteral("--name"), QString::fromStdString(chosen.name))
        .option(QStringLiteral("--task"), QString::fromStdString(chosen.task))
        .option(QStringLiteral("--description"), QString::fromStdString(chosen.description))
        .text();
}

void UploadDialog::finish()
{
    setBusy(true);
    calls_.start<Resource>(
        [this](Answer<Resource> done) {
            return workbench_.workspace.session().create(form(), Session::DryRun::Yes, std::move(done));
        },
        [this](const Result<Resource>& answer) {
            setBusy(false);
            if (showAnswer(answer))
                return start();
            setCurrentStep(errors_.firstStep());
            errors_.focusFirst();
        });
}

void UploadDialog::start()
{
    const DatasetUploadOptions chosen = options();
    workbench_.transfers.start(chosen);
    Q_EMIT started(chosen.project + "/" + chosen.name);
    accept();
}

}  // namespace slipway
