// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/files/files_tab.h"

#include "client/files/background_work.h"
#include "client/files/bucket_files.h"
#include "client/files/workload_files.h"
#include "ui/parts/files/file_preview.h"
#include "ui/parts/files/transfer_list.h"
#include "ui/parts/lists/remembered_columns.h"
#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "ui/session/rights.h"
#include "ui/session/settings.h"
#include "widgets/form/button.h"
#include "widgets/form/elided_label.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/form/status/state_pane.h"
#include "widgets/form/text_role.h"
#include "widgets/table/filter/filter_field.h"
#include "widgets/table/keyed_table_model.h"
#include "widgets/table/table_view.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway {

namespace {

constexpr int widest_filter = 320;

/// Of a directory that comes by itself, once what waits or runs has got so far.
bool isNotThereYet(const Error& error)
{
    return error.type == "no-files-yet" || error.type == "files-while-it-runs";
}

}  // namespace

FilesTab::FilesTab(Workbench& workbench, QWidget* parent)
    : QWidget(parent),
      workbench_(workbench),
      place_(new QComboBox),
      up_(makeIconButton(IconName::ChevronUp, {}, workbench.theme)),
      path_(new ElidedLabel),
      filter_(new FilterField(workbench.theme)),
      download_(makeButton({}, ButtonKind::Secondary)),
      upload_(makeButton({}, ButtonKind::Secondary)),
      more_(makeButton({}, ButtonKind::Secondary)),
      refresh_(makeIconButton(IconName::Refresh, {}, workbench.theme)),
      banner_(new ErrorBanner(workbench.theme)),
      table_(new TableView(workbench.theme)),
      model_(new KeyedTableModel(this)),
      pane_(new StatePane(IconName::Folder, workbench.theme)),
      preview_(new FilePreview(workbench)),
      transfers_(new TransferList(workbench))
{
    setAcceptDrops(true);
    table_->setObjectName(QStringLiteral("files"));
    auto* tools = new QHBoxLayout;
    buildTools(*tools);
    auto* line = new QFrame;
    line->setProperty("line", true);
    line->setFixedHeight(1);
    auto* body = new QSplitter(Qt::Horizontal);
    body->setHandleWidth(1);
    body->setChildrenCollapsible(false);
    body->addWidget(table_);
    body->addWidget(preview_);
    body->setStretchFactor(0, 1);
    body->setStretchFactor(1, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(banner_);
    layout->addLayout(tools);
    layout->addWidget(filter_->hint());
    layout->addWidget(line);
    layout->addWidget(body, 1);
    layout->addWidget(transfers_);
    connect(table_, &TableView::rowActivated, this, &FilesTab::openRow);
    connect(table_, &TableView::selectedRowsChanged, this, &FilesTab::changeSelection);
    connect(banner_, &ErrorBanner::retryRequested, this, &FilesTab::ask);
    connect(filter_, &FilterField::filtered, this, &FilesTab::refreshPlaceholder);
    connect(pane_, &StatePane::actionTriggered, this, [this] {
        if (pane_->state() == StatePane::State::Unmatched)
            filter_->clear();
        else
            ask();
    });
    again_.setSingleShot(true);
    again_.setInterval(std::chrono::seconds(5));
    connect(&again_, &QTimer::timeout, this, [this] {
        if (isVisible() && step_ == Step::Failed)
            ask();
    });
    connect(&workbench.file_transfers, &FileTransfers::finished, this, [this](const FileTransfer& transfer) {
        if (transfer.direction == FileTransfer::Direction::Upload && isVisible())
            ask();
    });
    retranslate();
    table_->setTable(model_);
    table_->setPlaceholder(pane_);
    filter_->setTable(*table_);
    rememberColumns(*table_, workbench.settings, settings::files_table);
    retranslated(this, [this] { retranslate(); });
}

FilesTab::~FilesTab() = default;

void FilesTab::buildTools(QHBoxLayout& tools)
{
    place_->setObjectName(QStringLiteral("filePlace"));
    place_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    path_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setTextRole(*path_, TextRole::Mono);
    filter_->setObjectName(QStringLiteral("fileFilter"));
    filter_->setMaximumWidth(widest_filter);
    filter_->hint()->setContentsMargins(16, 0, 16, 8);
    tools.setContentsMargins(16, 8, 16, 8);
    tools.setSpacing(8);
    tools.addWidget(place_);
    tools.addWidget(up_);
    tools.addWidget(path_, 1);
    tools.addWidget(filter_, 1);
    tools.addWidget(refresh_);
    for (QPushButton* button : {download_, upload_, more_})
        tools.addWidget(button);
    connect(place_, &QComboBox::currentIndexChanged, this, [this] {
        store_ = makeStore(static_cast<Place>(place_->currentData().toInt()));
        go({});
    });
    connect(up_, &QToolButton::clicked, this, [this] {
        const std::size_t slash = directory_.rfind('/');
        go(slash == std::string::npos ? std::string() : directory_.substr(0, slash));
    });
    connect(refresh_, &QToolButton::clicked, this, &FilesTab::ask);
    connect(download_, &QPushButton::clicked, this, &FilesTab::askForDownload);
    connect(upload_, &QPushButton::clicked, this, &FilesTab::askForUploads);
    auto* menu = new QMenu(more_);
    more_->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        const bool may = whyReadOnly().isEmpty();
        const bool one = selection().size() == 1;
        menu->addAction(tr("New folder…"), this, &FilesTab::makeFolder)
            ->setEnabled(may && store_->hasDirectories());
        menu->addAction(tr("Rename…"), this, &FilesTab::rename)
            ->setEnabled(may && one && store_->hasDirectories());
        menu->addAction(tr("Delete…"), this, &FilesTab::remove)->setEnabled(may && !selection().empty());
    });
}

void FilesTab::retranslate()
{
    constexpr Qt::Alignment to_left = Qt::AlignLeft | Qt::AlignVCenter;
    using enum FilterKind;
    model_->setColumns(
        {{QStringLiteral("name"), tr("Name"), to_left, 240},
         {QStringLiteral("size"), tr("Size"), Qt::AlignRight | Qt::AlignVCenter, 90, false, Bytes},
         {QStringLiteral("modified"), tr("Changed"), to_left, 130, false, Since, QStringLiteral("age")}});
    filter_->setPlaceholderText(tr("Filter, such as .csv size>1M age<2h"));
    filter_->setAccessibleName(tr("Filter files…"));
    filter_->retranslate();
    table_->setAccessibleName(tr("Files"));
    place_->setAccessibleName(tr("Which files"));
    up_->setAccessibleName(tr("Folder above"));
    up_->setToolTip(tr("Folder above (Backspace)"));
    refresh_->setAccessibleName(tr("List again"));
    refresh_->setToolTip(tr("List again"));
    download_->setText(tr("Download…"));
    upload_->setText(tr("Upload…"));
    more_->setText(tr("More"));
    preview_->retranslate();
    transfers_->retranslate();
    offerPlaces();
    fill();
    refresh();
}

void FilesTab::show(const ItemPtr& item)
{
    const bool same = item && item_ && item->resource.id == item_->resource.id;
    const WorkloadStatus before = item_ ? item_->workload() : WorkloadStatus();
    item_ = item;
    if (same && item->workload().attempt == before.attempt) {
        const bool may_be_there = step_ == Step::Failed && item->workload().phase != before.phase;
        return may_be_there && isVisible() ? ask() : refresh();
    }
    directory_.clear();
    filter_->clear();
    listing_ = {};
    step_ = Step::Unasked;
    calls_.cancelAll();
    preview_->clear();
    offerPlaces();
    store_ = item ? makeStore(static_cast<Place>(place_->currentData().toInt())) : nullptr;
    fill();
    refresh();
    if (isVisible())
        ask();
}

void FilesTab::offerPlaces()
{
    const QSignalBlocker quiet(place_);
    const bool job = item_ && item_->resource.kind == Kind::Job;
    const int chosen = std::max(0, place_->currentIndex());
    place_->clear();
    if (job) {
        place_->addItem(tr("Outputs"), static_cast<int>(Place::Outputs));
        place_->addItem(tr("Working directory"), static_cast<int>(Place::Work));
    } else {
        place_->addItem(tr("Home"), static_cast<int>(Place::Home));
    }
    place_->setVisible(job);
    place_->setCurrentIndex(std::min(chosen, place_->count() - 1));
}

std::shared_ptr<const FileStore> FilesTab::makeStore(Place place) const
{
    const Resource& resource = item_->resource;
    if (place == Place::Outputs)
        return std::make_shared<BucketFileStore>(workbench_.workspace.account().s3_endpoint, resource.project,
                                                 "jobs/" + resource.name + "/" + resource.id.text() +
                                                     "/outputs/");
    return std::make_shared<WorkloadFileStore>(resource.kind, resource.project, resource.name);
}

void FilesTab::go(const std::string& directory)
{
    directory_ = directory;
    filter_->clear();
    listing_ = {};
    step_ = Step::Unasked;
    preview_->clear();
    fill();
    ask();
}

void FilesTab::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (step_ == Step::Unasked || step_ == Step::Failed)
        ask();
}

void FilesTab::ask()
{
    if (!item_ || !store_)
        return;
    calls_.cancelAll();
    if (step_ != Step::Listed)
        step_ = Step::Asking;
    refresh();
    const auto work = [store = store_, directory = directory_](TransferGate& gate) {
        return store->list(gate, directory);
    };
    calls_.start<FileListing>(
        [&](Answer<FileListing> done) {
            return startWork<FileListing>(workbench_.workspace.session(), work, std::move(done));
        },
        [this](const Result<FileListing>& listing) { taken(listing); });
}

void FilesTab::taken(const Result<FileListing>& listing)
{
    const bool known = listing || isNotThereYet(listing.error());
    banner_->setMessage(known || listing_.items.empty() ? QString() : explain(listing.error()));
    step_ = listing ? Step::Listed : Step::Failed;
    if (listing)
        listing_ = *listing;
    else
        trouble_ = listing.error();
    if (!known)
        again_.start();
    fill();
    refresh();
}

TableRow FilesTab::row(const FileItem& item) const
{
    const QString name = QString::fromStdString(item.name);
    const bool directory = item.kind == FileItem::Kind::Directory;
    TableCell first{.text = directory ? name + QLatin1Char('/') : name,
                    .sort = QString((directory ? QLatin1Char('0') : QLatin1Char('1')) + name),
                    .strong = directory};
    if (item.kind == FileItem::Kind::Link)
        first.text += QStringLiteral(" → ") + QString::fromStdString(item.target);
    const bool sized = item.kind == FileItem::Kind::File || item.size_bytes > 0;
    const auto seconds = std::chrono::floor<std::chrono::seconds>(item.modified.time_since_epoch());
    return {name,
            {first,
             TableCell{.text = sized ? Texts::bytes(item.size_bytes) : QStringLiteral("—"),
                       .sort = static_cast<qulonglong>(item.size_bytes),
                       .dim = true},
             TableCell{.text = Texts::ago(item.modified, now()),
                       .sort = static_cast<qlonglong>(seconds.count()),
                       .tooltip = Texts::absolute(item.modified),
                       .dim = true}}};
}

void FilesTab::fill()
{
    std::vector<const FileItem*> items;
    for (const FileItem& item : listing_.items)
        items.push_back(&item);
    std::stable_sort(items.begin(), items.end(), [](const FileItem* a, const FileItem* b) {
        const auto is_file = [](const FileItem* item) { return item->kind != FileItem::Kind::Directory; };
        return is_file(a) < is_file(b);
    });
    QList<TableRow> rows;
    for (const FileItem* item : items)
        rows << row(*item);
    model_->setRows(rows);
    refreshPlaceholder();
}

void FilesTab::refresh()
{
    const QString why_not = whyReadOnly();
    const std::vector<FileItem> chosen = selection();
    up_->setEnabled(!directory_.empty());
    path_->setWholeText(QStringLiteral("/") + QString::fromStdString(directory_) +
                        (listing_.complete ? QString() : tr("  (the first 10,000)")));
    const bool listed = step_ == Step::Listed;
    upload_->setEnabled(listed && why_not.isEmpty());
    upload_->setToolTip(why_not);
    more_->setEnabled(listed && why_not.isEmpty());
    more_->setToolTip(why_not);
    download_->setEnabled(std::any_of(chosen.begin(), chosen.end(), [](const FileItem& item) {
        return item.kind == FileItem::Kind::File;
    }));
    refreshPlaceholder();
}

void FilesTab::refreshPlaceholder()
{
    if (step_ == Step::Listed && model_->rowCount() > 0)
        pane_->setUnmatched();
    else if (step_ == Step::Listed)
        pane_->setEmpty(tr("This folder is empty"),
                        whyReadOnly().isEmpty() ? tr("Drop files here to bring them.") : QString());
    else if (step_ == Step::Failed && isNotThereYet(trouble_))
        pane_->setEmpty(tr("There is nothing to show"), explain(trouble_));
    else if (step_ == Step::Failed)
        pane_->setFailed(explain(trouble_), tr("Retry"));
    else
        pane_->setLoading();
}

void FilesTab::openRow(const QString& key)
{
    const FileItem* item = find(key);
    if (item && item->kind == FileItem::Kind::Directory)
        go(pathOf(item->name));
}

void FilesTab::changeSelection()
{
    const std::vector<FileItem> chosen = selection();
    if (chosen.size() == 1 && chosen.front().kind != FileItem::Kind::Directory)
        preview_->show(store_, pathOf(chosen.front().name), chosen.front());
    else
        preview_->clear();
    refresh();
}

const FileItem* FilesTab::find(const QString& name) const
{
    const auto found =
        std::find_if(listing_.items.begin(), listing_.items.end(),
                     [&name](const FileItem& item) { return QString::fromStdString(item.name) == name; });
    return found == listing_.items.end() ? nullptr : &*found;
}

std::vector<FileItem> FilesTab::selection() const
{
    std::vector<FileItem> chosen;
    for (const QString& key : table_->selectedKeys())
        if (const FileItem* item = find(key))
            chosen.push_back(*item);
    return chosen;
}

std::string FilesTab::pathOf(const std::string& name) const
{
    return directory_.empty() ? name : directory_ + "/" + name;
}

QString FilesTab::whyReadOnly() const
{
    if (!item_ || !store_)
        return tr("There is nothing to change.");
    const bool work = item_->resource.kind == Kind::Job && store_->hasDirectories();
    if (work)
        return tr("The working directory of a job is the job's own. It can be looked at.");
    if (needsReason(workbench_.workspace, item_->resource))
        return tr("These files belong to %1, who alone changes them here.")
            .arg(QString::fromStdString(item_->resource.owner));
    return whyNotChangeable(workbench_.workspace, item_->resource);
}

}  // namespace slipway
