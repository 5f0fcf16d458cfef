// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/workbench.h"

#include <QFrame>

class QHBoxLayout;
class QMenu;
class QPushButton;

namespace slipway {

class Appearance;
class Connections;
class SearchField;

/// The head of the window: the project, the way to anywhere, and the account with its settings.
class TopBar : public QFrame {
    Q_OBJECT
public:
    TopBar(Workbench& workbench, Appearance& appearance, Connections& connections, QWidget* parent = nullptr);

    /// Shows it before the account.
    void addTool(QWidget* tool);
    SearchField* goTo() const { return go_to_; }

Q_SIGNALS:
    /// Somebody wants to go somewhere, and has typed this so far.
    void goToRequested(const QString& typed);
    void leaveRequested();
    void settingsRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void retranslate();
    void refresh();
    void fillProjects();
    void fillAccount();

    Workbench& workbench_;
    Appearance& appearance_;
    Connections& connections_;
    QPushButton* project_;
    QMenu* projects_;
    SearchField* go_to_;
    QPushButton* account_;
    QMenu* account_menu_;
    QHBoxLayout* layout_;
};

}  // namespace slipway
