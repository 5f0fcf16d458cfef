// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/news/notice_pane.h"

#include "ui/news/notice_log.h"
#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "ui/shell/status_dot.h"
#include "widgets/form/button.h"
#include "widgets/form/text_role.h"
#include "widgets/table/plain_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace slipway {

namespace {
constexpr QSize pane_size(400, 440);
}

NoticePane::NoticePane(NoticeLog& log, const Theme& theme, QWidget* parent)
    : QFrame(parent, Qt::Popup),
      log_(log),
      theme_(theme),
      title_(makeLabel({}, TextRole::Strong)),
      clear_(makeButton({}, ButtonKind::Link)),
      empty_(makeLabel({}, TextRole::Dim)),
      list_(new QWidget),
      rows_(new QVBoxLayout(list_))
{
    setObjectName(QStringLiteral("noticePane"));
    setAttribute(Qt::WA_DeleteOnClose);
    setSurface(*this, Surface::Panel);
    resize(pane_size);
    empty_->setWordWrap(true);
    setSurface(*list_, Surface::Panel);
    rows_->setContentsMargins(0, 4, 8, 4);
    rows_->setSpacing(12);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(0, 0, 8, 0);
    head->addWidget(title_, 1);
    head->addWidget(clear_);
    auto* scroll = new QScrollArea;
    scroll->setWidget(list_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setProperty("page", true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 8, 12);
    layout->setSpacing(10);
    layout->addLayout(head);
    layout->addWidget(empty_);
    layout->addWidget(scroll, 1);
    connect(clear_, &QPushButton::clicked, this, [this] {
        log_.clear();
        close();
    });
    fill();
    retranslated(this, [this] { retranslate(); });
}

void NoticePane::popUp(const QPoint& corner)
{
    move(corner - QPoint(width(), 0));
    show();
    log_.markRead();
}

void NoticePane::fill()
{
    for (const Notice& notice : log_.all())
        rows_->addWidget(makeRow(notice));
    rows_->addStretch(1);
    empty_->setVisible(log_.all().empty());
    clear_->setVisible(!log_.all().empty());
}

QWidget* NoticePane::makeRow(const Notice& notice)
{
    auto* row = new QWidget;
    auto* dot = new StatusDot(theme_);
    dot->setTone(notice.message.tone);
    QLabel* text = makeLabel(blockText(notice.message.text, 500));
    text->setWordWrap(true);
    QLabel* age = makeLabel(Texts::ago(notice.time, now()), TextRole::Dim);
    age->setToolTip(Texts::absolute(notice.time));
    auto* foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(age, 1);
    if (!notice.message.action_text.isEmpty() && notice.message.action) {
        QPushButton* act = makeButton(notice.message.action_text, ButtonKind::Link);
        act->setAccessibleDescription(notice.message.text);
        connect(act, &QPushButton::clicked, this, [this, action = notice.message.action] {
            close();
            action();
        });
        foot->addWidget(act);
    }
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(text);
    words->addLayout(foot);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    auto* beside_first_line = new QVBoxLayout;
    beside_first_line->addSpacing((text->fontMetrics().height() - dot->height()) / 2);
    beside_first_line->addWidget(dot);
    beside_first_line->addStretch(1);
    layout->addLayout(beside_first_line);
    layout->addLayout(words, 1);
    return row;
}

void NoticePane::retranslate()
{
    setAccessibleName(tr("Notifications"));
    findChild<QScrollArea*>()->setAccessibleName(tr("Notifications"));
    title_->setText(tr("Notifications"));
    clear_->setText(tr("Clear"));
    empty_->setText(tr("Nothing has happened yet. What Slipway says while you look elsewhere is kept here."));
}

}  // namespace slipway
