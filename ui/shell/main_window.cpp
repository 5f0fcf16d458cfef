// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "ui/session/settings.h"
#include "ui/shell/appearance.h"
#include "ui/shell/connector.h"
#include "ui/shell/first_run_page.h"
#include "ui/shell/workbench_view.h"
#include "widgets/theme/icon.h"
#include "widgets/theme/theme.h"

#include <QMenu>
#include <QScreen>
#include <QStackedWidget>

namespace slipway {

MainWindow::MainWindow(Appearance& appearance, MainWindowOptions options)
    : appearance_(appearance),
      stack_(new QStackedWidget),
      first_run_(new FirstRunPage(appearance.theme())),
      connector_(new Connector(options.local_server, options.config_directory, this))
{
    setWindowTitle(QStringLiteral("Slipway"));
    setWindowIcon(logo());
    setMinimumSize(900, 560);
    // Room for a title bar, so that the status line is on screen too.
    constexpr QSize frame(0, 40);
    resize(QSize(1280, 800).boundedTo(screen()->availableSize() - frame));
    restoreGeometry(appearance.settings().get(settings::geometry));
    setCentralWidget(stack_);
    stack_->addWidget(first_run_);
    connectFirstRun();
    if (options.profile) {
        open(*options.profile);
    } else {
        first_run_->showProgress(FirstRunPage::Reaching::Profile);
        connector_->resume(options.profile_name);
    }
}

MainWindow::~MainWindow() = default;

void MainWindow::connectFirstRun()
{
    connect(first_run_, &FirstRunPage::thisComputerChosen, this, [this] {
        first_run_->showProgress(FirstRunPage::Reaching::ThisComputer);
        connector_->useThisComputer();
    });
    connect(first_run_, &FirstRunPage::testRequested, this, [this](const Profile& profile) {
        first_run_->showTesting();
        connector_->test(profile);
    });
    connect(first_run_, &FirstRunPage::serverChosen, this, [this](const Profile& profile) {
        first_run_->showProgress(FirstRunPage::Reaching::Server);
        connector_->useServer(profile);
    });
    connect(first_run_, &FirstRunPage::canceled, this, [this] {
        connector_->cancel();
        first_run_->showChoice();
    });
    connect(first_run_, &FirstRunPage::menuRequested, this, [this](const QPoint& at) {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        appearance_.fill(*menu);
        menu->popup(at);
    });
    connect(connector_, &Connector::nothingKnown, first_run_, &FirstRunPage::showChoice);
    connect(connector_, &Connector::failed, first_run_, &FirstRunPage::showError);
    connect(connector_, &Connector::tested, first_run_, &FirstRunPage::showTested);
    connect(connector_, &Connector::connected, this, &MainWindow::open);
    connect(connector_, &Connector::keyStored, this, [this](const QString& sentence) {
        if (workbench_)
            workbench_->toasts().show(sentence);
    });
}

void MainWindow::open(const Profile& profile)
{
    delete workbench_;
    workbench_ = new WorkbenchView(profile, appearance_);
    stack_->addWidget(workbench_);
    stack_->setCurrentWidget(workbench_);
    workbench_->go(WorkbenchView::Place::Environments);  // Its list takes the focus, now that it can.
    // The view is in the middle of a menu of its own when it asks to leave.
    connect(workbench_, &WorkbenchView::leaveRequested, this, &MainWindow::leave, Qt::QueuedConnection);
}

void MainWindow::leave()
{
    const Profile profile = workbench_->workspace().session().profile();
    const std::optional<Error> error = workbench_->workspace().link().error;
    delete workbench_;
    workbench_ = nullptr;
    if (error && error->code == ErrorCode::Unauthenticated)
        first_run_->showRefusal(profile, *error);
    else
        first_run_->showChoice();
    stack_->setCurrentWidget(first_run_);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    appearance_.settings().set(settings::geometry, saveGeometry());
    QMainWindow::closeEvent(event);
}

}  // namespace slipway
