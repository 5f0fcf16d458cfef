// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/details/details_pane.h"

#include "ui/parts/retranslated.h"
#include "widgets/form/status/status_badge.h"
#include "widgets/form/text_role.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QTabWidget>
#include <QVBoxLayout>

namespace slipway {

DetailsPane::DetailsPane(const Theme& theme, QWidget* parent)
    : QFrame(parent),
      name_(makeLabel({}, TextRole::Strong)),
      badge_(new StatusBadge(theme)),
      summary_(makeLabel({}, TextRole::Dim)),
      actions_(new QHBoxLayout),
      tabs_(new QTabWidget)
{
    setObjectName(QStringLiteral("details"));
    setSurface(*this, Surface::Card);
    name_->setObjectName(QStringLiteral("detailsName"));
    summary_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    // Tabs begin where the name above them begins.
    tabs_->setStyleSheet(QStringLiteral("QTabWidget::tab-bar { left: 16px; }"));

    auto* header = new QHBoxLayout;
    header->setContentsMargins(16, 10, 16, 2);
    header->setSpacing(10);
    header->addWidget(name_);
    header->addWidget(badge_);
    header->addWidget(summary_, 1);
    actions_->setSpacing(8);
    header->addLayout(actions_);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addLayout(header);
    layout->addWidget(tabs_, 1);
    connect(tabs_, &QTabWidget::currentChanged, this, &DetailsPane::tabChanged);
}

void DetailsPane::setName(const QString& name)
{
    name_->setText(name);
}

void DetailsPane::setStatus(StatusTone tone, const QString& word)
{
    badge_->setStatus(tone, word);
}

void DetailsPane::setSummary(const QString& summary)
{
    summary_->setText(summary);
    summary_->setToolTip(summary);
}

void DetailsPane::addAction(QWidget* button)
{
    actions_->addWidget(button);
}

void DetailsPane::addTab(QWidget* page, std::function<QString()> title)
{
    tabs_->addTab(page, QString());
    retranslated(page, [this, page, title = std::move(title)] {
        const int index = tabs_->indexOf(page);
        tabs_->setTabText(index, title());
        page->setAccessibleName(title());
    });
}

void DetailsPane::setCurrentTab(QWidget* page)
{
    tabs_->setCurrentWidget(page);
}

void DetailsPane::setTabVisible(const QWidget* page, bool visible)
{
    tabs_->setTabVisible(tabs_->indexOf(page), visible);
}

bool DetailsPane::isCurrentTab(const QWidget* page) const
{
    return tabs_->currentWidget() == page;
}

}  // namespace slipway
