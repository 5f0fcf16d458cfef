// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/go_to_palette.h"

#include "ui/parts/retranslated.h"
#include "widgets/form/search_field.h"
#include "widgets/form/text_role.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QListWidget>
#include <QVBoxLayout>

namespace slipway {

namespace {
constexpr int palette_width = 560;
constexpr int palette_height = 380;
constexpr int top_offset = 56;
constexpr std::size_t most_shown = 50;
}  // namespace

GoToPalette::GoToPalette(Entries entries, const QString& typed, const Theme& theme, QWidget* parent)
    : QDialog(parent, Qt::Dialog | Qt::FramelessWindowHint),
      theme_(theme),
      make_entries_(std::move(entries)),
      field_(new SearchField(theme)),
      list_(new QListWidget)
{
    setObjectName(QStringLiteral("palette"));
    setAttribute(Qt::WA_DeleteOnClose);
    setSurface(*this, Surface::Card);
    setModal(true);
    resize(palette_width, palette_height);
    move(parent->mapToGlobal(QPoint((parent->width() - palette_width) / 2, top_offset)));
    field_->setText(typed);
    field_->installEventFilter(this);
    list_->setFrameShape(QFrame::NoFrame);
    list_->setIconSize({16, 16});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 10, 10, 10);
    layout->setSpacing(8);
    layout->addWidget(field_);
    layout->addWidget(list_, 1);
    connect(field_, &QLineEdit::textChanged, this, &GoToPalette::refresh);
    connect(list_, &QListWidget::itemActivated, this, &GoToPalette::run);
    connect(list_, &QListWidget::itemClicked, this, &GoToPalette::run);
    retranslated(this, [this] { retranslate(); });
    field_->setFocus();
}

void GoToPalette::retranslate()
{
    setWindowTitle(tr("Go to anything"));
    field_->setPlaceholderText(tr("A page, an action, or the name of something"));
    field_->setAccessibleName(tr("Go to anything"));
    list_->setAccessibleName(tr("Places"));
    entries_ = make_entries_();
    refresh();
}

void GoToPalette::refresh()
{
    shown_ = matching(entries_, field_->text(), most_shown);
    list_->clear();
    for (const PaletteEntry& entry : shown_) {
        const QString text =
            entry.detail.isEmpty() ? entry.title : tr("%1  —  %2").arg(entry.title, entry.detail);
        new QListWidgetItem(icon(entry.icon, theme_), text, list_);
    }
    list_->setCurrentRow(0);
}

void GoToPalette::run()
{
    const int row = list_->currentRow();
    if (row < 0)
        return;
    const auto action = shown_[static_cast<std::size_t>(row)].run;
    accept();
    action();
}

bool GoToPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != field_ || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run();
        return true;
    case Qt::Key_Escape:
        reject();
        return true;
    case Qt::Key_Down:
    case Qt::Key_Up:
    case Qt::Key_PageDown:
    case Qt::Key_PageUp:
        QCoreApplication::sendEvent(list_, event);
        return true;
    default:
        return false;
    }
}

}  // namespace slipway
