// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/details/details_window.h"

#include "ui/parts/details/details_pane.h"
#include "ui/settings/choices.h"
#include "ui/settings/preferences.h"
#include "ui/settings/shortcuts.h"
#include "widgets/form/button.h"
#include "widgets/form/search_field.h"
#include "widgets/form/text_role.h"
#include "widgets/table/plain_text.h"
#include "widgets/theme/icon.h"

#include <QCloseEvent>
#include <QPushButton>
#include <QVBoxLayout>

namespace slipway {

namespace {
constexpr QSize first_size{960, 600};
}

DetailsWindow::DetailsWindow(DetailsPane* pane, const QString& tab, const ItemPtr& item,
                             const Preferences& preferences)
    : QWidget(nullptr, Qt::Window),
      preferences_(preferences),
      pane_(pane),
      back_(makeButton({}, ButtonKind::Secondary)),
      tab_(tab),
      item_(item)
{
    setObjectName(QStringLiteral("detailsWindow"));
    setAttribute(Qt::WA_DeleteOnClose);
    // The program ends with its main window.
    setAttribute(Qt::WA_QuitOnClose, false);
    setWindowIcon(logo());
    setSurface(*this, Surface::Window);
    resize(first_size);
    setMinimumSize(480, 320);
    back_->setObjectName(QStringLiteral("putBack"));
    pane_->addHeaderControl(back_);
    pane_->hideWindowButton();
    if (!tab_.isEmpty())
        pane_->showOnly(tab_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->addWidget(pane_);
    connect(back_, &QPushButton::clicked, this, &DetailsWindow::backRequested);
    addShortcut(settings::keys_close_window, preferences, this, [this] { close(); });
    addShortcut(settings::keys_put_back, preferences, this, [this] { Q_EMIT backRequested(); });
    addShortcut(settings::keys_filter, preferences, this, [this] { focusSearch(); });
    clock_.setInterval(std::chrono::seconds(1));
    connect(&clock_, &QTimer::timeout, this, [this] {
        if (isVisible() && item_->workload().phase == Phase::Running)
            pane_->show(item_);
    });
    clock_.start();
    pane_->show(item_);
    pane_->show();
    connect(&preferences, &Preferences::changed, this, &DetailsWindow::retranslate);
    retranslate();
}

void DetailsWindow::show(const ItemPtr& item)
{
    item_ = item;
    pane_->show(item);
}

void DetailsWindow::focusSearch()
{
    for (auto* field : findChildren<SearchField*>())
        if (field->isVisible())
            return field->setFocus(Qt::ShortcutFocusReason);
}

void DetailsWindow::retranslate()
{
    const QString name = cellText(QString::fromStdString(item_->resource.name));
    const QString title = tab_.isEmpty() ? name : name + QStringLiteral(" · ") + pane_->titleOfTab(tab_);
    setWindowTitle(title + QStringLiteral(" · Slipway"));
    setAccessibleName(title);
    back_->setText(tr("Put back"));
    back_->setToolTip(withKeys(tr("Into the main window"), settings::keys_put_back, preferences_));
}

void DetailsWindow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        QMetaObject::invokeMethod(
            this, [this] { retranslate(); }, Qt::QueuedConnection);
}

void DetailsWindow::closeEvent(QCloseEvent* event)
{
    QWidget::closeEvent(event);
    Q_EMIT closed();
}

}  // namespace slipway
