// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/details/details_pane.h"

#include "ui/parts/late_page.h"
#include "ui/parts/retranslated.h"
#include "ui/settings/choices.h"
#include "ui/settings/shortcuts.h"
#include "widgets/form/button.h"
#include "widgets/form/elided_label.h"
#include "widgets/form/status/status_badge.h"
#include "widgets/form/text_role.h"
#include "widgets/table/plain_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace slipway {

DetailsPane::DetailsPane(const Theme& theme, const Preferences& preferences, QWidget* parent)
    : QFrame(parent),
      name_(new ElidedLabel),
      badge_(new StatusBadge(theme)),
      summary_(makeLabel({}, TextRole::Dim)),
      header_(new QHBoxLayout),
      actions_(new QHBoxLayout),
      tabs_(new QTabWidget),
      window_button_(makeIconButton(IconName::ExternalLink, {}, theme))
{
    setObjectName(QStringLiteral("details"));
    setSurface(*this, Surface::Card);
    name_->setObjectName(QStringLiteral("detailsName"));
    setTextRole(*name_, TextRole::Strong);
    summary_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    // Tabs begin where the name above them begins.
    tabs_->setProperty("indented", true);

    header_->setContentsMargins(16, 10, 16, 2);
    header_->setSpacing(10);
    header_->addWidget(name_);
    header_->addWidget(badge_);
    header_->addWidget(summary_, 1);
    auto* actions = new QWidget;
    actions->setLayout(actions_);
    actions_->setContentsMargins(0, 0, 0, 0);
    actions_->setSpacing(8);
    header_->addWidget(actions);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addLayout(header_);
    layout->addWidget(tabs_, 1);
    connect(tabs_, &QTabWidget::currentChanged, this, &DetailsPane::tabChanged);
    buildWindowButton(preferences);
}

void DetailsPane::buildWindowButton(const Preferences& preferences)
{
    tabs_->setCornerWidget(window_button_);
    window_button_->setObjectName(QStringLiteral("openInWindow"));
    connect(window_button_, &QToolButton::clicked, this, [this] {
        openMenu(currentTabName(), window_button_->mapToGlobal(window_button_->rect().bottomLeft()));
    });
    tabs_->tabBar()->installEventFilter(this);
    tabs_->tabBar()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(tabs_->tabBar(), &QTabBar::customContextMenuRequested, this, [this](const QPoint& at) {
        openMenu(nameAt(tabs_->tabBar()->tabAt(at)), tabs_->tabBar()->mapToGlobal(at));
    });
    addShortcut(
        settings::keys_tab_window, preferences, this, [this] { Q_EMIT windowRequested(currentTabName()); },
        Qt::WidgetWithChildrenShortcut);
    addShortcut(
        settings::keys_details_window, preferences, this, [this] { Q_EMIT windowRequested({}); },
        Qt::WidgetWithChildrenShortcut);
    shownWithKeys(this, preferences, [this, &preferences] {
        window_button_->setToolTip(
            withKeys(tr("Open in a window"), settings::keys_details_window, preferences) + QLatin1Char('\n') +
            withKeys(tr("This tab alone"), settings::keys_tab_window, preferences));
        window_button_->setAccessibleName(tr("Open in a window"));
    });
}

void DetailsPane::openMenu(const QString& tab, const QPoint& at)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (!tab.isEmpty())
        menu->addAction(tr("Open “%1” in a window").arg(titleOfTab(tab)), this,
                        [this, tab] { Q_EMIT windowRequested(tab); });
    menu->addAction(tr("Open everything in a window"), this, [this] { Q_EMIT windowRequested({}); });
    menu->popup(at);
}

bool DetailsPane::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != tabs_->tabBar())
        return QFrame::eventFilter(watched, event);
    const auto* mouse = dynamic_cast<QMouseEvent*>(event);
    if (event->type() == QEvent::MouseButtonPress && mouse->button() == Qt::LeftButton) {
        pressed_at_ = mouse->pos();
        pressed_tab_ = tabs_->tabBar()->tabAt(mouse->pos());
    } else if (event->type() == QEvent::MouseMove && pressed_tab_ >= 0) {
        const QRect near = tabs_->tabBar()->rect().adjusted(-40, -40, 40, 40);
        if (mouse->buttons().testFlag(Qt::LeftButton) && !near.contains(mouse->pos())) {
            const QString tab = nameAt(std::exchange(pressed_tab_, -1));
            Q_EMIT windowRequested(tab);
        }
    } else if (event->type() == QEvent::MouseButtonRelease) {
        pressed_tab_ = -1;
    }
    return QFrame::eventFilter(watched, event);
}

void DetailsPane::setName(const QString& name)
{
    name_->setWholeText(name);
}

void DetailsPane::setStatus(StatusTone tone, const QString& word)
{
    badge_->setStatus(tone, word);
}

void DetailsPane::setSummary(const QString& summary)
{
    summary_->setText(cellText(summary));
    summary_->setToolTip(plainTooltip(summary));
}

void DetailsPane::addAction(QWidget* button)
{
    actions_->addWidget(button);
}

void DetailsPane::addNotice(QWidget* notice)
{
    auto* column = qobject_cast<QVBoxLayout*>(layout());
    column->insertWidget(column->indexOf(tabs_), notice);
}

void DetailsPane::addHeaderControl(QWidget* control)
{
    header_->addWidget(control);
}

void DetailsPane::addTab(const QString& name, std::function<QWidget*(QWidget* parent)> make,
                         std::function<QString()> title)
{
    // A screen reader is told the tab's title where its page is.
    const auto named = [make = std::move(make), title](QWidget* parent) {
        QWidget* made = make(parent);
        made->setAccessibleName(title());
        return made;
    };
    auto* page = new LatePage(named, tabs_);
    pages_[name] = page;
    tabs_->addTab(page, QString());
    retranslated(page, [this, page, title = std::move(title)] {
        const int index = tabs_->indexOf(page);
        tabs_->setTabText(index, title());
        page->setAccessibleName(title());
        if (QWidget* made = page->made())
            made->setAccessibleName(title());
    });
}

QWidget* DetailsPane::tab(const QString& name) const
{
    return pages_.value(name)->page();
}

void DetailsPane::setTabVisible(const QString& name, bool visible)
{
    tabs_->setTabVisible(tabs_->indexOf(pages_.value(name)), visible);
}

QString DetailsPane::nameAt(int index) const
{
    return pages_.key(qobject_cast<LatePage*>(tabs_->widget(index)));
}

QString DetailsPane::currentTabName() const
{
    return nameAt(tabs_->currentIndex());
}

void DetailsPane::setCurrentTabName(const QString& name)
{
    LatePage* page = pages_.value(name);
    if (page && tabs_->isTabVisible(tabs_->indexOf(page)))
        tabs_->setCurrentWidget(page);
}

QString DetailsPane::titleOfTab(const QString& name) const
{
    const QWidget* page = pages_.value(name);
    return page ? page->accessibleName() : QString();
}

void DetailsPane::showOnly(const QString& tab)
{
    setCurrentTabName(tab);
    tabs_->tabBar()->hide();
    header_->setContentsMargins(16, 10, 16, 8);
    actions_->parentWidget()->hide();
}

void DetailsPane::hideWindowButton()
{
    window_button_->hide();
}

}  // namespace slipway
