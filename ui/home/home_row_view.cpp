// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/home_row_view.h"

#include "ui/home/use_meter.h"
#include "widgets/form/button.h"
#include "widgets/form/elided_label.h"
#include "widgets/form/status/status_badge.h"
#include "widgets/form/text_role.h"
#include "widgets/table/plain_text.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway {

namespace {

constexpr int narrowest_name = 48;
/// Around the name, for the line that shows where the keyboard is.
constexpr int frame = 2;
constexpr int action_width = 108;
/// Of a row with two lines; all of these are alike, whatever stands in them.
constexpr int two_lines = 48;

/// A name that leads somewhere, and ends in "…" where there is no room.
class NameButton : public QPushButton {
public:
    NameButton()
    {
        setFocusPolicy(Qt::TabFocus);
        setAutoDefault(false);
        setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        setButtonKind(*this, ButtonKind::Link);
        setProperty("inRow", true);
    }

    void setWhole(const QString& text)
    {
        whole_ = cellText(text);
        updateGeometry();
        fit();
    }

    QSize sizeHint() const override
    {
        ensurePolished();
        constexpr int slack = 2;  // Widths of text are not whole pixels.
        return {fontMetrics().horizontalAdvance(whole_) + 2 * frame + slack,
                fontMetrics().height() + 2 * frame};
    }
    QSize minimumSizeHint() const override
    {
        return {std::min(narrowest_name, sizeHint().width()), sizeHint().height()};
    }

protected:
    void resizeEvent(QResizeEvent* event) override
    {
        QPushButton::resizeEvent(event);
        fit();
    }

private:
    void fit()
    {
        setText(fontMetrics().elidedText(whole_, Qt::ElideRight, std::max(1, width() - 2 * frame)));
    }

    QString whole_;
};

QLabel* rightLabel(TextRole role)
{
    QLabel* label = makeLabel({}, role);
    label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return label;
}

}  // namespace

HomeRowView::HomeRowView(const Theme& theme, QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      badge_(new StatusBadge(theme)),
      name_(new NameButton),
      note_(new ElidedLabel),
      advice_(new ElidedLabel),
      use_(new UseMeter(theme)),
      amount_(rightLabel(TextRole::Body)),
      amount_note_(rightLabel(TextRole::Small)),
      actions_(new QHBoxLayout)
{
    setTextRole(*note_, TextRole::Dim);
    setTextRole(*advice_, TextRole::Body);
    name_->setObjectName(QStringLiteral("rowName"));
    setMinimumHeight(two_lines);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(name_);
    head->addWidget(badge_);
    head->addStretch(1);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addLayout(head);
    words->addWidget(note_);
    words->addWidget(advice_);
    auto* amounts = new QVBoxLayout;
    amounts->setSpacing(0);
    amounts->addWidget(amount_);
    amounts->addWidget(amount_note_);
    amounts->addWidget(use_);
    actions_->setSpacing(8);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->setSpacing(12);
    layout->addLayout(words, 1);
    layout->addLayout(amounts);
    layout->addLayout(actions_);
    connect(name_, &QPushButton::clicked, this, &HomeRowView::opened);
}

void HomeRowView::show(const HomeRow& row)
{
    const bool same_actions = row.actions == row_.actions && row.name == row_.name;
    row_ = row;
    badge_->setStatus(row.tone, row.word);
    static_cast<NameButton*>(name_)->setWhole(row.name);
    name_->setAccessibleName(cellText(row.name));
    name_->setAccessibleDescription(row.word + QStringLiteral(". ") + row.note);
    const QString tooltip = row.tooltip.isEmpty() ? QString() : plainTooltip(row.tooltip);
    name_->setToolTip(tooltip);
    if (note_->wholeText() != row.note)
        note_->setWholeText(row.note);
    advice_->setVisible(!row.advice.isEmpty());
    if (advice_->wholeText() != row.advice)
        advice_->setWholeText(row.advice);
    use_->setVisible(row.use.has_value());
    use_->setUse(row.use);
    amount_->setText(cellText(row.amount));
    amount_->setVisible(!row.amount.isEmpty());
    amount_note_->setText(cellText(row.amount_note));
    amount_note_->setVisible(!row.amount_note.isEmpty());
    amount_->setToolTip(tooltip);
    if (!same_actions)
        refreshActions();
}

QAbstractButton* HomeRowView::makeAction(RowAction action)
{
    QAbstractButton* button = nullptr;
    if (action == RowAction::Dismiss)
        button = makeIconButton(IconName::Close, {}, theme_);
    else if (action == RowAction::Pin || action == RowAction::Unpin)
        button = makeIconButton(IconName::Pin, {}, theme_);
    else {
        button = makeButton({}, ButtonKind::Secondary);
        button->setMinimumWidth(action_width);
    }
    if (action == RowAction::Unpin)
        button->setIcon(icon(IconName::Pin, theme_, IconTint::Accent));
    connect(button, &QAbstractButton::clicked, this, [this, action] { Q_EMIT acted(action); });
    return button;
}

void HomeRowView::refreshActions()
{
    for (const RowAction action : row_.actions) {
        if (!buttons_.contains(action))
            buttons_[action] = makeAction(action);
        actions_->removeWidget(buttons_[action]);
        actions_->addWidget(buttons_[action]);
    }
    for (auto entry = buttons_.begin(); entry != buttons_.end(); ++entry)
        entry.value()->setVisible(row_.actions.contains(entry.key()));
    retranslate();
}

void HomeRowView::retranslate()
{
    const auto word = [this](RowAction action, const QString& text, const QString& whole) {
        QAbstractButton* button = buttons_.value(action);
        if (!button)
            return;
        if (qobject_cast<QPushButton*>(button))
            button->setText(text);
        button->setToolTip(plainTooltip(whole));
        button->setAccessibleName(cellText(whole));
    };
    word(RowAction::Release, tr("Release GPU"), tr("Release GPU of %1").arg(row_.name));
    word(RowAction::Resume, tr("Resume"), tr("Resume %1").arg(row_.name));
    word(RowAction::Stop, tr("Stop"), tr("Stop %1").arg(row_.name));
    word(RowAction::Log, tr("See log"), tr("See log of %1").arg(row_.name));
    word(RowAction::Again, tr("Launch again…"), tr("Launch %1 again…").arg(row_.name));
    word(RowAction::Dismiss, {}, tr("Put %1 aside").arg(row_.name));
    word(RowAction::Pin, {}, tr("Pin %1").arg(row_.name));
    word(RowAction::Unpin, {}, tr("Unpin %1").arg(row_.name));
}

}  // namespace slipway
