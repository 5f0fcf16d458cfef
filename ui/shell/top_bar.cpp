// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/top_bar.h"

#include "ui/connections/connections.h"
#include "ui/session/workspace.h"
#include "ui/settings/choices.h"
#include "ui/settings/shortcuts.h"
#include "ui/shell/appearance.h"
#include "widgets/form/button.h"
#include "widgets/form/search_field.h"
#include "widgets/form/text_role.h"
#include "widgets/table/plain_text.h"
#include "widgets/theme/icon.h"

#include <QActionGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>

#include <set>

namespace slipway {

namespace {
constexpr int bar_height = 48;
constexpr int go_to_width = 360;
}  // namespace

TopBar::TopBar(Workbench& workbench, Appearance& appearance, Connections& connections, QWidget* parent)
    : QFrame(parent),
      workbench_(workbench),
      appearance_(appearance),
      connections_(connections),
      project_(makeButton({}, ButtonKind::Secondary)),
      projects_(new QMenu(this)),
      go_to_(new SearchField(workbench.theme)),
      account_(makeButton({}, ButtonKind::Secondary)),
      account_menu_(new QMenu(this)),
      layout_(new QHBoxLayout(this))
{
    setObjectName(QStringLiteral("topBar"));
    setSurface(*this, Surface::TopBar);
    setFixedHeight(bar_height);
    project_->setObjectName(QStringLiteral("project"));
    project_->setMenu(projects_);
    account_->setObjectName(QStringLiteral("account"));
    account_->setMenu(account_menu_);
    go_to_->setObjectName(QStringLiteral("goTo"));
    go_to_->setFixedWidth(go_to_width);
    go_to_->installEventFilter(this);

    layout_->setContentsMargins(16, 0, 16, 0);
    layout_->setSpacing(8);
    QLabel* mark = makeLabel({});
    mark->setPixmap(logo().pixmap(20));
    layout_->addWidget(mark);
    layout_->addWidget(makeLabel(QStringLiteral("Slipway"), TextRole::Strong));
    layout_->addSpacing(4);
    layout_->addWidget(project_);
    layout_->addStretch(1);
    layout_->addWidget(go_to_);
    layout_->addSpacing(4);
    layout_->addWidget(account_);

    connect(projects_, &QMenu::aboutToShow, this, &TopBar::fillProjects);
    connect(account_menu_, &QMenu::aboutToShow, this, &TopBar::fillAccount);
    connect(go_to_, &QLineEdit::textEdited, this, [this](const QString& typed) {
        go_to_->clear();
        Q_EMIT goToRequested(typed);
    });
    connect(go_to_, &QLineEdit::returnPressed, this, [this] { Q_EMIT goToRequested({}); });
    connect(&workbench.workspace, &Workspace::accountChanged, this, &TopBar::refresh);
    connect(&workbench.workspace, &Workspace::projectChanged, this, &TopBar::refresh);
    shownWithKeys(this, workbench.preferences, [this] { retranslate(); });
}

bool TopBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == go_to_ && event->type() == QEvent::MouseButtonPress) {
        Q_EMIT goToRequested({});
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

void TopBar::addTool(QWidget* tool)
{
    layout_->insertWidget(layout_->indexOf(account_), tool);
}

void TopBar::retranslate()
{
    go_to_->setPlaceholderText(tr("Go to anything…"));
    go_to_->setAccessibleName(tr("Go to anything"));
    go_to_->setShortcutHint(keysText(settings::keys_palette, workbench_.preferences));
    refresh();
}

void TopBar::refresh()
{
    const QString project = QString::fromStdString(workbench_.workspace.project());
    const QString user = cellText(QString::fromStdString(workbench_.workspace.account().user));
    project_->setText(project);
    project_->setAccessibleName(tr("Project %1").arg(project));
    account_->setText(user.isEmpty() ? tr("Settings") : user);
    account_->setAccessibleName(tr("Account and settings"));
}

void TopBar::fillProjects()
{
    projects_->clear();
    std::set<std::string> names{workbench_.workspace.project()};
    for (const auto& [project, role] : workbench_.workspace.account().roles)
        names.insert(project);
    for (const ItemPtr& project : workbench_.workspace.items(Kind::Project))
        names.insert(project->resource.name);
    names.erase(std::string());
    auto* group = new QActionGroup(projects_);
    for (const std::string& name : names) {
        QAction* action = projects_->addAction(cellText(QString::fromStdString(name)));
        action->setCheckable(true);
        action->setChecked(name == workbench_.workspace.project());
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, name] { workbench_.workspace.setProject(name); });
    }
}

void TopBar::fillAccount()
{
    account_menu_->clear();
    connections_.fill(*account_menu_->addMenu(tr("Connections")));
    appearance_.fill(*account_menu_);
    connect(account_menu_->addAction(tr("Settings…")), &QAction::triggered, this, &TopBar::settingsRequested);
    account_menu_->addSeparator();
    const QString version = cellText(QString::fromStdString(workbench_.workspace.account().server_version));
    QAction* about = account_menu_->addAction(
        version.isEmpty() ? tr("Slipway %1").arg(QStringLiteral(SLIPWAY_VERSION))
                          : tr("Slipway %1, server %2").arg(QStringLiteral(SLIPWAY_VERSION), version));
    about->setEnabled(false);
    connect(account_menu_->addAction(tr("Connect elsewhere…")), &QAction::triggered, this,
            &TopBar::leaveRequested);
}

}  // namespace slipway
