// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/status/state_pane.h"

#include "widgets/form/status/announce.h"
#include "widgets/form/status/empty_state.h"
#include "widgets/form/status/loading_state.h"

namespace slipway {

StatePane::StatePane(IconName icon, const Theme& theme, QWidget* parent)
    : QStackedWidget(parent),
      loading_(new LoadingState(theme, this)),
      words_(new EmptyState(icon, theme, this)),
      icon_(icon)
{
    addWidget(loading_);
    addWidget(words_);
    connect(words_, &EmptyState::actionTriggered, this, &StatePane::actionTriggered);
    setLoading();
}

void StatePane::setLoading()
{
    state_ = State::Loading;
    setAccessibleName(loading_->accessibleName());
    setAccessibleDescription({});
    setCurrentWidget(loading_);
}

void StatePane::setEmpty(const QString& title, const QString& text, const QString& action)
{
    say(State::Empty, icon_, IconTint::Dim, {title, text, action});
}

void StatePane::setUnmatched()
{
    say(State::Unmatched, IconName::Search, IconTint::Dim,
        {tr("Nothing matches the filter"),
         tr("Every word must occur in the row, and every condition must hold."), tr("Clear filter")});
}

void StatePane::setFailed(const QString& why, const QString& action)
{
    say(State::Failed, IconName::Warning, IconTint::Failed, {tr("This cannot be shown now"), why, action});
}

void StatePane::setRefused(const QString& why, const QString& action)
{
    say(State::Refused, IconName::Key, IconTint::Dim, {tr("You have no access to this"), why, action});
}

void StatePane::say(State state, IconName icon, IconTint tint, const Words& words)
{
    const bool is_news = (state == State::Failed || state == State::Refused) &&
                         (state != state_ || words.text != accessibleDescription());
    state_ = state;
    words_->setIcon(icon, tint);
    words_->setTitle(words.title);
    words_->setText(words.text);
    words_->setAction(words.action);
    setAccessibleName(words.title);
    setAccessibleDescription(words.text);
    setCurrentWidget(words_);
    if (is_news && isVisible())
        announce(*this, words.text);
}

}  // namespace slipway
