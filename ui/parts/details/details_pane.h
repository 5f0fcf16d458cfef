// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/status_tone.h"

#include <QFrame>

#include <functional>

class QHBoxLayout;
class QLabel;
class QTabWidget;

namespace slipway {

class StatusBadge;
class Theme;

/// What is known of one selected thing: its name and state, what can be done with it, and tabs.
class DetailsPane : public QFrame {
    Q_OBJECT
public:
    explicit DetailsPane(const Theme& theme, QWidget* parent = nullptr);

    void setName(const QString& name);
    void setStatus(StatusTone tone, const QString& word);
    void setSummary(const QString& summary);
    /// Shown at the right of the name, in the order they are added.
    void addAction(QWidget* button);
    using QFrame::addAction;
    /// `title` is asked again when the language changes. Takes the page.
    void addTab(QWidget* page, std::function<QString()> title);
    void setCurrentTab(QWidget* page);
    /// A page that has nothing to say about this one is not offered.
    void setTabVisible(const QWidget* page, bool visible);
    bool isCurrentTab(const QWidget* page) const;

Q_SIGNALS:
    void tabChanged();

private:
    QLabel* name_;
    StatusBadge* badge_;
    QLabel* summary_;
    QHBoxLayout* actions_;
    QTabWidget* tabs_;
};

}  // namespace slipway
