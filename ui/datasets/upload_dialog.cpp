// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/upload_dialog.h"

#include "ui/datasets/size_histogram.h"
#include "ui/parts/forms/cli_command.h"
#include "ui/parts/forms/cluster_box.h"
#include "ui/parts/names.h"
#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "ui/session/on_gui_thread.h"
#include "ui/session/settings.h"
#include "ui/session/transfers.h"
#include "widgets/form/button.h"
#include "widgets/form/card.h"
#include "widgets/form/dialogs/copy_box.h"
#include "widgets/form/dialogs/form_field.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/form/text_role.h"

#include <nlohmann/json.hpp>

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QThreadPool>
#include <QVBoxLayout>

namespace slipway {

UploadDialog::UploadDialog(Workbench& workbench, QWidget* parent)
    : StepDialog({}, workbench.theme, parent),
      workbench_(workbench),
      dry_run_(
          workbench.workspace, [this] { return form(); },
          [this](const Result<Resource>& answer) { takeAnswer(answer); })
{
    setObjectName(QStringLiteral("uploadDataset"));
    setAttribute(Qt::WA_DeleteOnClose);
    buildSource(addStep());
    buildReview(addStep());
    retranslated(this, [this] { retranslate(); });
    refreshSteps();

    connect(name_, &QLineEdit::textEdited, this, [this] { name_edited_ = true; });
    connect(name_, &QLineEdit::textChanged, this, &UploadDialog::changed);
    connect(description_, &QLineEdit::textChanged, this, &UploadDialog::changed);
    connect(task_, &QComboBox::currentIndexChanged, this, &UploadDialog::changed);
    connect(task_, &QComboBox::activated, this, [this] {
        task_guessed_ = false;
        task_field_->setHint({});
    });
    connect(folder_, &QLineEdit::textChanged, this, &UploadDialog::scan);
    connect(this, &StepDialog::finishRequested, this, &UploadDialog::finish);
    folder_->setFocus();
}

UploadDialog::~UploadDialog()
{
    scanning_.request_stop();
}

void UploadDialog::buildSource(QVBoxLayout& layout)
{
    QWidget* page = layout.parentWidget();
    auto* source = new QWidget;
    auto* row = new QHBoxLayout(source);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    folder_ = new QLineEdit;
    folder_->setObjectName(QStringLiteral("folder"));
    browse_ = makeButton({}, ButtonKind::Secondary);
    connect(browse_, &QPushButton::clicked, this, &UploadDialog::browse);
    row->addWidget(folder_, 1);
    row->addWidget(browse_);
    source->setFocusProxy(folder_);
    name_ = new QLineEdit;
    name_->setObjectName(QStringLiteral("name"));
    task_ = new QComboBox;
    task_->setObjectName(QStringLiteral("task"));
    for (const std::string& task : datasetTasks())
        task_->addItem(QString(), QString::fromStdString(task));
    task_->setCurrentIndex(task_->findData(QStringLiteral("other")));
    description_ = new QLineEdit;
    description_->setObjectName(QStringLiteral("description"));

    store_ = new StoreBox(workbench_.workspace);
    store_->setObjectName(QStringLiteral("store"));
    connect(store_, &QComboBox::currentIndexChanged, this, &UploadDialog::changed);

    folder_field_ = new FormField(source, page);
    name_field_ = new FormField(name_, page);
    task_field_ = new FormField(task_, page);
    description_field_ = new FormField(description_, page);
    store_field_ = new FormField(store_, page);
    store_field_->setVisible(store_->hasChoice());
    for (FormField* field : {folder_field_, name_field_, task_field_, description_field_, store_field_})
        layout.addWidget(field);
    layout.addStretch(1);
    errors_.add("name", name_field_, 0);
    errors_.add("spec.task", task_field_, 0);
    errors_.add("spec.store", store_field_, 0);
}

void UploadDialog::buildReview(QVBoxLayout& layout)
{
    QWidget* page = layout.parentWidget();
    banner_ = new ErrorBanner(workbench_.theme, page);
    banner_->setRetryVisible(false);
    sizes_ = new Card({}, page);
    histogram_ = new SizeHistogram(workbench_.theme, sizes_);
    left_out_ = makeLabel({}, TextRole::Dim, sizes_);
    sizes_->content()->addWidget(histogram_);
    sizes_->content()->addWidget(left_out_);
    hint_ = new QFrame(page);
    setSurface(*hint_, Surface::Tint);
    auto* hint_layout = new QVBoxLayout(hint_);
    hint_layout->setContentsMargins(14, 10, 14, 10);
    hint_text_ = makeLabel({}, TextRole::Body, hint_);
    hint_text_->setWordWrap(true);
    hint_title_ = makeLabel({}, TextRole::Strong, hint_);
    hint_layout->addWidget(hint_title_);
    hint_layout->addWidget(hint_text_);
    command_ = new CopyBox(workbench_.theme, page);
    layout.addWidget(banner_);
    layout.addWidget(sizes_);
    layout.addWidget(hint_);
    layout.addStretch(1);
    layout.addWidget(command_);
}

void UploadDialog::retranslate()
{
    setTitle(tr("Upload dataset"));
    setStepNames({tr("Source"), tr("Review")});
    setNote(tr("The upload goes on in the background."));
    folder_field_->setLabel(tr("Folder"));
    folder_->setAccessibleName(tr("Folder"));
    folder_->setPlaceholderText(tr("Folder on this computer"));
    browse_->setText(tr("Choose…"));
    browse_->setAccessibleName(tr("Choose folder"));
    name_field_->setLabel(tr("Name"));
    task_field_->setLabel(tr("Task"));
    for (int i = 0; i < task_->count(); ++i)
        task_->setItemText(i, Texts::datasetTask(task_->itemData(i).toString().toStdString()));
    description_field_->setLabel(tr("Description"));
    description_->setPlaceholderText(tr("Where it comes from and what it is for, optional"));
    store_field_->setLabel(tr("Store"));
    store_field_->setHint(tr("Best beside the cluster that uses it. It can be copied to others later."));
    store_->reload();
    hint_title_->setText(tr("Many small files keep a GPU waiting"));
    command_->setAccessibleName(tr("The same on the command line"));
    showFolder();
    if (answer_)
        showAnswer(*answer_);
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
    showFolder();
    refreshSteps();
    scanning_.request_stop();
    scanning_ = std::stop_source();
    const std::filesystem::path folder = folder_->text().trimmed().toStdString();
    // A pool of the application: a file system that hangs must not hold up the window.
    QThreadPool::globalInstance()->start(
        [this, folder, stop = scanning_.get_token(), deliver = onGuiThread(this)] {
            auto scan = std::make_shared<Result<FolderScan>>(
                scanFolder(folder, [&stop] { return stop.stop_requested(); }));
            deliver([this, stop, scan] {
                if (!stop.stop_requested())
                    takeScan(std::move(*scan));
            });
        });
}

void UploadDialog::takeScan(Result<FolderScan> scan)
{
    if (scan && scan->files.empty())
        scan = fail(ErrorCode::InvalidArgument, "There is no file in this folder.", "empty-folder");
    scan_ = std::move(scan);
    showFolder();
    if (!*scan_)
        return refreshSteps();
    const QString folder = folder_->text().trimmed();
    workbench_.settings.set(settings::last_upload_folder, folder);
    if (!name_edited_)
        name_->setText(QString::fromStdString(
            unusedName(workbench_.workspace, Kind::Dataset, datasetNameFrom(folder.toStdString()))));
    const QString task = QString::fromStdString((*scan_)->suggested_task);
    if (const int index = task_->findData(task); index >= 0) {
        task_->setCurrentIndex(index);
        task_guessed_ = true;
        task_field_->setHint(tr("Guessed from the names of its folders and files."));
    }
    changed();
}

void UploadDialog::showFolder()
{
    setFinishText(tr("Upload"));
    task_field_->setHint(task_guessed_ ? tr("Guessed from the names of its folders and files.") : QString());
    const bool bad = scan_ && !*scan_;
    folder_field_->setError(bad ? explain(scan_->error()) : QString());
    folder_field_->setHint(scan_ || folder_->text().isEmpty() ? QString() : tr("Reading the folder…"));
    if (scan_ && *scan_)
        showScan(**scan_);
}

void UploadDialog::showScan(const FolderScan& scan)
{
    const SizeSummary summary = summarize(scan);
    const auto files = static_cast<std::int64_t>(scan.files.size());
    const QString total = tr("%1 files, %2").arg(Texts::count(files), Texts::bytes(scan.size_bytes));
    folder_field_->setHint(total);
    sizes_->setTitle(total);
    sizes_->setNote(tr("median %1; %2 % under 100 KiB")
                        .arg(Texts::bytes(summary.median_bytes))
                        .arg(summary.share_below_100_kib * 100, 0, 'f', 0));
    histogram_->setSummary(summary);
    left_out_->setVisible(scan.left_out > 0);
    left_out_->setText(tr("%1 hidden files and links are left out.")
                           .arg(Texts::count(static_cast<std::int64_t>(scan.left_out))));
    hint_->setVisible(starvesGpus(scan, summary));
    hint_text_->setText(
        tr("Read one by one, %1 files of about %2 are limited by the time to open each. Packing them "
           "into shards of some 256 MiB, as TFRecord or WebDataset, feeds a GPU many times faster.")
            .arg(Texts::count(files), Texts::bytes(summary.median_bytes)));
    setFinishText(tr("Upload %1").arg(Texts::bytes(scan.size_bytes)));
}

void UploadDialog::changed()
{
    command_->setText(commandText(), QStringLiteral("$"));
    dry_run_.schedule();
    refreshSteps();
}

void UploadDialog::takeAnswer(Result<Resource> answer)
{
    answer_ = std::move(answer);
    showAnswer(*answer_);
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
    const bool read = scan_ && *scan_;
    setStepComplete(0, read && !errors_.anyIn(0));
    setStepComplete(1, read);
}

Resource UploadDialog::form() const
{
    DatasetSpec spec;
    spec.task = options().task;
    spec.description = options().description;
    spec.store = options().store;
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
    options.store = store_->store();
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
        .option(QStringLiteral("--store"), QString::fromStdString(chosen.store))
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
            answer_ = answer;
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
