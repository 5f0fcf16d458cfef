// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/item.h"
#include "ui/session/workspace.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <map>
#include <string>

namespace slipway {

class DetailsPane;
class DetailsWindow;
class Preferences;
class SettingsStore;
class ToastStack;

/// Windows of their own for details: a whole pane or one tab, as alive as the pane that it came from.
///
/// Windows that are open are remembered by server, and opened again once the list is there. One whose
/// resource is deleted closes, which a toast says. All close with closeAll(), which has to come before the
/// pages go.
class DetailsWindows : public QObject {
    Q_OBJECT
public:
    DetailsWindows(Workspace& workspace, ToastStack& toasts, SettingsStore& settings,
                   const Preferences& preferences, QObject* parent = nullptr);
    ~DetailsWindows() override;

    /// `make` makes a pane for each window of this kind.
    void offer(Kind kind, std::function<DetailsPane*()> make);
    /// Lets the pane of the main window open windows of what it shows.
    void follow(Kind kind, DetailsPane& pane);
    /// Opens it, or brings it to the front. An empty tab stands for all of them.
    void open(Kind kind, const std::string& key, const QString& tab);
    /// Closes all and remembers them.
    void closeAll();

    QList<DetailsWindow*> windows() const;

Q_SIGNALS:
    /// Windows of this kind are to be opened again, and nobody has offered to make their panes.
    void offerWanted(slipway::Kind kind);
    /// Somebody wants it back in the main window.
    void itemRequested(slipway::Kind kind, const std::string& key);

private:
    struct Offer {
        QPointer<DetailsPane> pane;
        std::function<DetailsPane*()> make;
    };

    DetailsWindow* find(Kind kind, const std::string& key, const QString& tab) const;
    DetailsWindow* make(const ItemPtr& item, const QString& tab);
    void putBack(DetailsWindow* window);
    void refresh();
    void apply(const std::vector<ItemChange>& changes);
    void closeDeleted(const std::function<bool(DetailsWindow&)>& is_gone);
    void remember();
    void restore();

    Workspace& workspace_;
    ToastStack& toasts_;
    SettingsStore& settings_;
    const Preferences& preferences_;
    std::map<Kind, Offer> offers_;
    QList<QPointer<DetailsWindow>> windows_;
    bool restored_ = false;
    bool closing_ = false;
};

}  // namespace slipway
