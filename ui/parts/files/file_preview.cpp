// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/files/file_preview.h"

#include "client/files/background_work.h"
#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "ui/session/workspace.h"
#include "widgets/form/elided_label.h"
#include "widgets/form/status/empty_state.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/form/status/loading_state.h"
#include "widgets/form/text_role.h"
#include "widgets/theme/theme.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway {

namespace {

enum Page { Loading, Empty, Text, Table, Picture };

constexpr qreal text_margin = 8;

}  // namespace

FilePreview::FilePreview(Workbench& workbench, QWidget* parent)
    : QWidget(parent),
      workbench_(workbench),
      title_(new ElidedLabel),
      banner_(new ErrorBanner(workbench.theme)),
      pages_(new QStackedWidget),
      empty_(new EmptyState(IconName::File, workbench.theme)),
      text_(new QPlainTextEdit),
      table_(new QTableWidget),
      image_(new QLabel)
{
    setTextRole(*title_, TextRole::Dim);
    title_->setContentsMargins(12, 4, 12, 4);
    text_->setProperty("code", true);
    text_->setReadOnly(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text_->setLineWrapMode(QPlainTextEdit::NoWrap);
    text_->setTabChangesFocus(true);
    text_->setFont(Theme::monospacedFont());
    text_->setObjectName(QStringLiteral("previewText"));
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setFrameShape(QFrame::NoFrame);
    table_->setTabKeyNavigation(false);
    table_->setShowGrid(false);
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->setStretchLastSection(true);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->setObjectName(QStringLiteral("previewTable"));
    text_->document()->setDocumentMargin(text_margin);
    image_->setAlignment(Qt::AlignCenter);
    image_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    image_->setObjectName(QStringLiteral("previewImage"));
    pages_->addWidget(new LoadingState(workbench.theme));
    for (QWidget* page : {static_cast<QWidget*>(empty_), static_cast<QWidget*>(text_),
                          static_cast<QWidget*>(table_), static_cast<QWidget*>(image_)})
        pages_->addWidget(page);
    auto* line = new QFrame;
    line->setProperty("line", true);
    line->setFixedWidth(1);
    auto* beside = new QHBoxLayout(this);
    beside->setContentsMargins(0, 0, 0, 0);
    beside->setSpacing(0);
    beside->addWidget(line);
    auto* layout = new QVBoxLayout;
    layout->setSpacing(0);
    beside->addLayout(layout, 1);
    layout->addWidget(title_);
    layout->addWidget(banner_);
    layout->addWidget(pages_, 1);
    connect(banner_, &ErrorBanner::retryRequested, this, &FilePreview::ask);
    clear();
}

void FilePreview::retranslate()
{
    text_->setAccessibleName(tr("Preview"));
    table_->setAccessibleName(tr("Preview"));
    if (store_)
        fill();
    else
        clear();
}

void FilePreview::clear()
{
    calls_.cancelAll();
    store_.reset();
    banner_->setMessage({});
    title_->setWholeText({});
    say(tr("Choose a file to look into it."));
}

void FilePreview::say(const QString& sentence)
{
    empty_->setTitle(sentence);
    pages_->setCurrentIndex(Empty);
}

void FilePreview::show(std::shared_ptr<const FileStore> store, const std::string& path, const FileItem& item)
{
    const bool same = store == store_ && path == path_ && item.modified == item_.modified &&
                      item.size_bytes == item_.size_bytes && banner_->message().isEmpty();
    if (same)
        return;
    store_ = std::move(store);
    path_ = path;
    item_ = item;
    content_ = {};
    ask();
}

void FilePreview::ask()
{
    calls_.cancelAll();
    banner_->setMessage({});
    title_->setWholeText(QString::fromStdString(item_.name));
    if (item_.kind == FileItem::Kind::Link)
        return say(tr("This is a link to %1. Links are not followed here.")
                       .arg(QString::fromStdString(item_.target)));
    if (item_.kind != FileItem::Kind::File)
        return say(tr("This is neither a file nor a folder, such as a pipe or a socket."));
    pages_->setCurrentIndex(Loading);
    const QString name = QString::fromStdString(item_.name);
    const auto work = [store = store_, path = path_, name,
                       most = previewBytes(name, item_.size_bytes)](TransferGate& gate) {
        return store->read(gate, path, 0, most).map([&name](const FileBeginning& beginning) {
            return previewOf(name, beginning.bytes, beginning.size_bytes);
        });
    };
    calls_.start<PreviewContent>(
        [&](Answer<PreviewContent> done) {
            return startWork<PreviewContent>(workbench_.workspace.session(), work, std::move(done));
        },
        [this](const Result<PreviewContent>& content) {
            if (!content) {
                banner_->setMessage(explain(content.error()));
                return say(tr("It cannot be shown."));
            }
            content_ = *content;
            fill();
        });
}

void FilePreview::fill()
{
    using Shown = PreviewContent::Kind;
    QString note =
        QString::fromStdString(item_.name) + QStringLiteral("  ·  ") + Texts::bytes(content_.size_bytes);
    if (content_.kind == Shown::Image)
        note += tr("  ·  %1 × %2 pixels").arg(content_.image_size.width()).arg(content_.image_size.height());
    else if (content_.shown_bytes < content_.size_bytes)
        note += tr("  ·  the first %1").arg(Texts::bytes(content_.shown_bytes));
    if (content_.kind == Shown::Table && !content_.whole)
        note += tr("  ·  the first %1 rows").arg(std::max<qsizetype>(0, content_.rows.size() - 1));
    title_->setWholeText(note);
    switch (content_.kind) {
    case Shown::Empty:
        return say(tr("The file is empty."));
    case Shown::Table:
        fillTable();
        return pages_->setCurrentIndex(Table);
    case Shown::Image:
        image_->setAccessibleName(note);
        fitImage();
        return pages_->setCurrentIndex(Picture);
    case Shown::Text:
    case Shown::Hex:
        text_->setPlainText(content_.text);
        return pages_->setCurrentIndex(Text);
    }
}

void FilePreview::fillTable()
{
    qsizetype columns = 0;
    for (const QStringList& row : std::as_const(content_.rows))
        columns = std::max(columns, row.size());
    table_->clear();
    table_->setColumnCount(static_cast<int>(columns));
    table_->setRowCount(static_cast<int>(content_.rows.size()) - 1);
    table_->setHorizontalHeaderLabels(content_.rows.first());
    for (int r = 1; r < content_.rows.size(); ++r)
        for (int c = 0; c < content_.rows[r].size(); ++c)
            table_->setItem(r - 1, c, new QTableWidgetItem(content_.rows[r][c]));
}

void FilePreview::fitImage()
{
    if (content_.image.isNull())
        return;
    const QSize room = pages_->size() * devicePixelRatioF();
    QImage shown = content_.image;
    if (shown.width() > room.width() || shown.height() > room.height())
        shown = shown.scaled(room, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    QPixmap pixmap = QPixmap::fromImage(shown);
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    image_->setPixmap(pixmap);
}

void FilePreview::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitImage();
}

}  // namespace slipway
