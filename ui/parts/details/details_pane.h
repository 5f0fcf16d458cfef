// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/item.h"
#include "widgets/theme/status_tone.h"

#include <QFrame>
#include <QMap>

#include <functional>
#include <utility>

class QHBoxLayout;
class QLabel;
class QTabWidget;
class QToolButton;

namespace slipway {

class ElidedLabel;
class LatePage;
class Preferences;
class StatusBadge;
class Theme;
struct Workbench;

/// What is known of one selected thing: its name and state, what can be done with it, and tabs.
///
/// The whole or one tab can be asked for in a window of its own: by a button and a menu at the tabs, by
/// dragging a tab away from them, and by keyboard. Whoever owns the pane makes that window.
class DetailsPane : public QFrame {
    Q_OBJECT
public:
    DetailsPane(const Theme& theme, const Preferences& preferences, QWidget* parent = nullptr);

    /// Another item, none, or the same one changed.
    virtual void show(const ItemPtr& item) = 0;
    using QFrame::show;
    virtual ItemPtr item() const = 0;
    void setName(const QString& name);
    void setStatus(StatusTone tone, const QString& word);
    void setSummary(const QString& summary);
    /// Shown at the right of the name, in the order they are added.
    void addAction(QWidget* button);
    using QFrame::addAction;
    /// Shown at the very right, also where what can be done is left out.
    void addHeaderControl(QWidget* control);
    /// A line between the header and the tabs, which hides itself while it has nothing to say; takes it.
    void addNotice(QWidget* notice);
    /// `name` is what the tab is remembered by; `make` makes its page when it is first looked at or asked
    /// for; `title` is asked again when the language changes.
    void addTab(const QString& name, std::function<QWidget*(QWidget* parent)> make,
                std::function<QString()> title);
    /// A tab that has nothing to say about this one is not offered.
    void setTabVisible(const QString& name, bool visible);
    /// By the names of tabs; what is unknown or not offered changes nothing.
    QString currentTabName() const;
    void setCurrentTabName(const QString& name);
    QString titleOfTab(const QString& name) const;
    /// Shows one tab alone, without the bar of tabs and without what can be done.
    void showOnly(const QString& tab);
    /// For a pane that stands in a window of its own already.
    void hideWindowButton();

Q_SIGNALS:
    void tabChanged();
    /// In a window of its own: this tab, or the whole when it is empty.
    void windowRequested(const QString& tab);

protected:
    /// A tab whose page is a `Page` that shows an item; `made` is where it is found once it is there.
    template <class Page>
    void addItemTab(const QString& name, Workbench& workbench, Page*& made, std::function<QString()> title)
    {
        const auto make = [this, &workbench, &made](QWidget* parent) {
            made = new Page(workbench, parent);
            made->show(item());
            return made;
        };
        addTab(name, make, std::move(title));
    }
    /// Shows the item in those of the pages that are there.
    template <class... Pages>
    static void showIn(const ItemPtr& item, Pages*... pages)
    {
        ((pages != nullptr ? pages->show(item) : void()), ...);
    }
    /// The page of a tab, made now unless it is there.
    QWidget* tab(const QString& name) const;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildWindowButton(const Preferences& preferences);
    void openMenu(const QString& tab, const QPoint& at);
    QString nameAt(int index) const;

    ElidedLabel* name_;
    StatusBadge* badge_;
    QLabel* summary_;
    QHBoxLayout* header_;
    QHBoxLayout* actions_;
    QTabWidget* tabs_;
    QToolButton* window_button_;
    QMap<QString, LatePage*> pages_;
    QPoint pressed_at_;
    int pressed_tab_ = -1;
};

}  // namespace slipway
