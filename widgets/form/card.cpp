// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/card.h"

#include "widgets/form/text_role.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace slipway {

namespace {

constexpr int kMargin = 16;

}  // namespace

Card::Card(const QString& title, QWidget* parent)
    : QFrame(parent),
      header_(new QWidget(this)),
      title_(makeLabel({}, TextRole::Strong, header_)),
      note_(makeLabel({}, TextRole::Dim, header_)),
      actions_(new QHBoxLayout),
      content_(new QVBoxLayout)
{
    setSurface(*this, Surface::Card);
    header_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout(header_);
    row->setContentsMargins(kMargin, 12, kMargin, 0);
    row->setSpacing(12);
    row->addWidget(title_);
    row->addWidget(note_, 1);
    actions_->setSpacing(8);
    row->addLayout(actions_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(header_);
    content_->setContentsMargins(kMargin, 12, kMargin, kMargin);
    content_->setSpacing(8);
    column->addLayout(content_, 1);
    setTitle(title);
}

void Card::setTitle(const QString& title)
{
    title_->setText(title);
    setAccessibleName(title);
    showHeader();
}

void Card::setNote(const QString& note)
{
    note_->setText(note);
    showHeader();
}

QString Card::title() const
{
    return title_->text();
}

void Card::setFlush(bool flush)
{
    content_->setContentsMargins(flush ? QMargins(1, 8, 1, 1) : QMargins(kMargin, 12, kMargin, kMargin));
    showHeader();
}

void Card::addAction(QWidget* widget)
{
    actions_->addWidget(widget);
    showHeader();
}

void Card::showHeader()
{
    const bool any = !title_->text().isEmpty() || !note_->text().isEmpty() || actions_->count() > 0;
    header_->setVisible(any);
    QMargins margins = content_->contentsMargins();
    const bool flush = margins.left() < kMargin;
    margins.setTop(flush ? (any ? 8 : 1) : (any ? 12 : kMargin));
    content_->setContentsMargins(margins);
}

}  // namespace slipway
