// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/lists/selection_bar.h"

#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "widgets/form/button.h"
#include "widgets/form/text_role.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>

#include <algorithm>

namespace slipway {

SelectionBar::SelectionBar(const Theme& theme, std::vector<BulkAction> actions, QWidget* parent)
    : QFrame(parent),
      theme_(theme),
      actions_(std::move(actions)),
      count_(makeLabel({}, TextRole::Strong)),
      clear_(makeButton({}, ButtonKind::Plain))
{
    setObjectName(QStringLiteral("selectionBar"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->setSpacing(8);
    layout->addWidget(count_);
    for (std::size_t i = 0; i < actions_.size(); ++i) {
        auto* button = makeButton({}, ButtonKind::Secondary);
        button->setIcon(icon(actions_[i].icon, theme));
        layout->addWidget(button);
        buttons_.push_back(button);
        connect(button, &QPushButton::clicked, this,
                [this, i] { Q_EMIT triggered(actions_[i], applicable(actions_[i], items_)); });
    }
    layout->addStretch(1);
    layout->addWidget(clear_);
    connect(clear_, &QPushButton::clicked, this, &SelectionBar::clearRequested);
    hide();
    retranslated(this, [this] { refresh(); });
}

void SelectionBar::setItems(Items items)
{
    items_ = std::move(items);
    selected_ = static_cast<int>(items_.size());
    refresh();
    setVisible(selected_ > 1);
}

void SelectionBar::setTooMany(int count)
{
    items_.clear();
    selected_ = count;
    refresh();
    show();
}

void SelectionBar::refresh()
{
    const QString count = Texts::count(selected_);
    count_->setText(
        selected_ <= most
            ? tr("%1 selected").arg(count)
            : tr("%1 selected. Select at most %2 to act on them.").arg(count, Texts::count(most)));
    clear_->setText(tr("Clear selection"));
    for (std::size_t i = 0; i < actions_.size(); ++i) {
        const Items fitting = applicable(actions_[i], items_);
        buttons_[i]->setVisible(!fitting.empty());
        if (!fitting.empty())
            buttons_[i]->setText(actions_[i].word(fitting));
    }
}

void SelectionBar::fill(QMenu& menu)
{
    for (const BulkAction& action : actions_) {
        const Items fitting = applicable(action, items_);
        if (!fitting.empty())
            connect(menu.addAction(icon(action.icon, theme_), action.word(fitting)), &QAction::triggered,
                    this, [this, &action, fitting] { Q_EMIT triggered(action, fitting); });
    }
}

void SelectionBar::triggerDelete()
{
    const auto found = std::find_if(actions_.begin(), actions_.end(),
                                    [](const BulkAction& action) { return action.by_delete_key; });
    if (found != actions_.end() && !items_.empty())
        Q_EMIT triggered(*found, applicable(*found, items_));
}

}  // namespace slipway
