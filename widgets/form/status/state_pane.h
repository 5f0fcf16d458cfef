// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/icon.h"

#include <QStackedWidget>
#include <QString>

namespace slipway {

class EmptyState;
class LoadingState;

/// What stands in a view that has nothing to show: that it loads, that nothing is there yet, that nothing
/// matches, that it cannot be had, or that it may not be seen. All views draw these alike.
class StatePane : public QStackedWidget {
    Q_OBJECT

public:
    enum class State { Loading, Empty, Unmatched, Failed, Refused };

    /// `icon` is what belongs into the view.
    StatePane(IconName icon, const Theme& theme, QWidget* parent = nullptr);

    /// Blank for 200 ms; then that it is being fetched.
    void setLoading();
    /// The first thing to do is a button when `action` names it.
    void setEmpty(const QString& title, const QString& text = {}, const QString& action = {});
    /// Rows are there, but none that the filter lets through; the action is to clear it.
    void setUnmatched();
    /// `why` says what to do; without an action it is tried again by itself.
    void setFailed(const QString& why, const QString& action = {});
    void setRefused(const QString& why, const QString& action = {});

    State state() const { return state_; }

Q_SIGNALS:
    void actionTriggered();

private:
    struct Words {
        QString title, text, action;
    };
    void say(State state, IconName icon, IconTint tint, const Words& words);

    LoadingState* loading_;
    EmptyState* words_;
    IconName icon_;
    State state_ = State::Loading;
};

}  // namespace slipway
