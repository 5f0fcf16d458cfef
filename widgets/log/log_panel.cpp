// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/log/log_panel.h"

#include "core/bytes.h"
#include "widgets/form/button.h"
#include "widgets/form/search_field.h"
#include "widgets/form/text_role.h"
#include "widgets/log/log_view.h"

#include <QEvent>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace slipway {

LogPanel::LogPanel(const Theme& theme, QWidget* parent) : QWidget(parent)
{
    build(theme);
    connect(view_, &LogView::countsChanged, this, &LogPanel::refreshNotes);
    connect(view_, &LogView::followingChanged, this, [this](bool following) {
        follow_->setChecked(following);
        refreshNotes();
    });
    connect(search_, &QLineEdit::textChanged, view_, &LogView::setSearch);
    connect(search_, &QLineEdit::returnPressed, view_, &LogView::findNext);
    connect(previous_, &QToolButton::clicked, view_, &LogView::findPrevious);
    connect(next_, &QToolButton::clicked, view_, &LogView::findNext);
    connect(only_matches_, &QPushButton::toggled, view_, &LogView::setOnlyMatches);
    connect(wrap_, &QPushButton::toggled, view_, &LogView::setWrap);
    connect(follow_, &QPushButton::toggled, view_, &LogView::setFollowing);
    connect(save_, &QPushButton::clicked, this, [this] { save_handler_ ? save_handler_() : save(); });
    retranslate();
}

LogPanel::~LogPanel() = default;

void LogPanel::build(const Theme& theme)
{
    search_ = new SearchField(theme, this);
    search_->setMinimumWidth(140);
    search_->setMaximumWidth(320);
    previous_ = makeIconButton(IconName::ChevronUp, {}, theme, this);
    next_ = makeIconButton(IconName::ChevronDown, {}, theme, this);
    only_matches_ = makeButton({}, ButtonKind::Secondary, this);
    wrap_ = makeButton({}, ButtonKind::Secondary, this);
    follow_ = makeButton({}, ButtonKind::Secondary, this);
    save_ = makeButton({}, ButtonKind::Secondary, this);
    note_ = makeLabel({}, TextRole::Dim, this);
    view_ = new LogView(theme, this);
    for (QPushButton* button : {only_matches_, wrap_, follow_})
        button->setCheckable(true);
    follow_->setChecked(true);

    tools_ = new QHBoxLayout;
    tools_->setContentsMargins(16, 8, 16, 8);
    tools_->setSpacing(8);
    tools_->addWidget(search_, 2);
    tools_->addWidget(previous_);
    tools_->addWidget(next_);
    for (QPushButton* button : {only_matches_, wrap_, follow_, save_})
        tools_->addWidget(button);
    tools_->addStretch(1);
    tools_->addWidget(note_);
    auto* line = new QFrame(this);
    line->setProperty("line", true);
    line->setFixedHeight(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(tools_);
    column->addWidget(line);
    column->addWidget(view_, 1);
    setFocusProxy(view_);
}

void LogPanel::addLeading(QWidget* control)
{
    tools_->insertWidget(0, control);
}

void LogPanel::append(const QByteArray& bytes)
{
    view_->append({bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

void LogPanel::clear()
{
    view_->clear();
}

std::uint64_t LogPanel::offset() const
{
    return view_->buffer().sizeBytes();
}

void LogPanel::setLive(bool live)
{
    live_ = live;
    refreshNotes();
}

void LogPanel::setSaveHandler(std::function<void()> handler)
{
    save_handler_ = std::move(handler);
}

void LogPanel::save()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save log"), tr("log.txt"));
    if (path.isEmpty())
        return;
    constexpr std::size_t kPiece = 1 << 20;
    QFile file(path);
    bool written = file.open(QIODevice::WriteOnly);
    for (std::uint64_t at = 0; written && at < offset(); at += kPiece) {
        const std::string piece = view_->buffer().bytes(at, kPiece);
        written =
            file.write(piece.data(), static_cast<qint64>(piece.size())) == static_cast<qint64>(piece.size());
    }
    if (!written || !file.flush())
        QMessageBox::warning(
            this, tr("Save log"),
            tr("The log could not be saved: %1. Choose another place.").arg(file.errorString()));
}

void LogPanel::refreshNotes()
{
    const LogBuffer& buffer = view_->buffer();
    const QString size = QString::fromStdString(Bytes(buffer.sizeBytes()).text());
    const QString state = !live_                 ? tr("ended")
                          : view_->isFollowing() ? tr("following")
                                                 : tr("live, scrolled back");
    note_->setText(tr("%Ln lines · %1 · %2", nullptr, static_cast<int>(buffer.lineCount())).arg(size, state));
    const bool searching = !search_->text().isEmpty();
    const int matches = static_cast<int>(view_->matchCount());
    search_->setNote(!searching             ? QString()
                     : view_->isSearching() ? tr("%Ln lines…", nullptr, matches)
                                            : tr("%Ln lines", nullptr, matches));
    previous_->setEnabled(matches > 0);
    next_->setEnabled(matches > 0);
}

void LogPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void LogPanel::retranslate()
{
    search_->setPlaceholderText(tr("Search text or regex"));
    search_->setAccessibleName(tr("Search in the log"));
    previous_->setToolTip(tr("Previous match (Shift+F3)"));
    previous_->setAccessibleName(tr("Previous match"));
    next_->setToolTip(tr("Next match (F3)"));
    next_->setAccessibleName(tr("Next match"));
    only_matches_->setText(tr("Only matches"));
    wrap_->setText(tr("Wrap"));
    follow_->setText(tr("Follow"));
    save_->setText(tr("Save…"));
    refreshNotes();
}

}  // namespace slipway
