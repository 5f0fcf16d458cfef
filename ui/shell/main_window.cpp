// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "ui/connections/connection_dialog.h"
#include "ui/connections/connection_text.h"
#include "ui/connections/connections.h"
#include "ui/connections/connector.h"
#include "ui/connections/first_run_page.h"
#include "ui/connections/trust_dialog.h"
#include "ui/parts/forms/confirm_dialog.h"
#include "ui/session/explain.h"
#include "ui/session/gpu_usage.h"
#include "ui/session/settings.h"
#include "ui/settings/choices.h"
#include "ui/settings/settings_dialog.h"
#include "ui/shell/appearance.h"
#include "ui/shell/workbench_view.h"
#include "widgets/form/dialogs/step_dialog.h"
#include "widgets/form/reading_order.h"
#include "widgets/theme/icon.h"
#include "widgets/theme/theme.h"

#include <QCloseEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QTimer>

#include <utility>

namespace slipway {

namespace {
constexpr std::chrono::seconds key_toast_stays{30};
}

MainWindow::MainWindow(Appearance& appearance, MainWindowOptions options)
    : appearance_(appearance),
      stack_(new QStackedWidget(this)),
      first_run_(new FirstRunPage(appearance.theme(), stack_)),
      local_server_(options.local_server),
      config_directory_(options.config_directory),
      connections_(new Connections(options.config_directory, keys_, this)),
      connector_(new Connector(options.local_server, options.config_directory, keys_, this)),
      herald_(*this, appearance.preferences()),
      waiting_link_(options.link),
      notice_(options.notice)
{
    setWindowTitle(QStringLiteral("Slipway"));
    setWindowIcon(logo());
    setMinimumSize(900, 560);
    placeWindow();
    setCentralWidget(stack_);
    stack_->addWidget(first_run_);
    connectFirstRun();
    connectConnector(*connector_);
    connectConnections();
    connectHerald();
    refreshState();
    if (options.profile) {
        open(*options.profile);
        enter();
    } else {
        first_run_->showProgress(FirstRunPage::Reaching::Profile);
        connector_->resume(options.profile_name);
    }
}

MainWindow::~MainWindow() = default;

void MainWindow::placeWindow()
{
    // Room for a title bar, so that the status line is on screen too.
    constexpr QSize frame(0, 40);
    resize(QSize(1280, 800).boundedTo(screen()->availableSize() - frame));
    restoreGeometry(appearance_.settings().get(settings::geometry));
    QList<QRect> screens;
    for (const QScreen* each : QGuiApplication::screens())
        screens << each->availableGeometry();
    if (!isMaximized() && !isFullScreen())
        setGeometry(broughtBack(geometry(), screens));
}

void MainWindow::connectHerald()
{
    connect(&herald_, &Herald::openRequested, this, &MainWindow::showInFront);
    connect(&herald_, &Herald::quitRequested, this, [this] {
        rememberPlace();
        QCoreApplication::quit();
    });
}

void MainWindow::showInFront()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::openSettings()
{
    (new SettingsDialog(appearance_.preferences(), appearance_.theme(), this))->open();
}

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
    connect(first_run_, &FirstRunPage::serverChosen, this, [this](const Profile& profile, KeyPlace place) {
        first_run_->showProgress(FirstRunPage::Reaching::Server);
        connector_->useServer(profile, place);
    });
    connect(first_run_, &FirstRunPage::knownChosen, this,
            [this](const QString& name) { useNow(name.toStdString()); });
    connect(first_run_, &FirstRunPage::canceled, this, [this] {
        connector_->cancel();
        showFirstRun();
    });
    connect(first_run_, &FirstRunPage::menuRequested, this, [this](const QPoint& at) {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        appearance_.fill(*menu);
        connect(menu->addAction(tr("Settings…")), &QAction::triggered, this, &MainWindow::openSettings);
        menu->popup(at);
    });
    connect(connector_, &Connector::nothingKnown, first_run_, [this] {
        first_run_->showChoice();
        if (!waiting_link_.isEmpty())
            openLink(std::exchange(waiting_link_, {}));
    });
    connect(connector_, &Connector::failed, first_run_, [this](const Error& error) {
        first_run_->setKnown(connections_->known());
        first_run_->showError(error);
    });
    connect(connector_, &Connector::tested, first_run_, &FirstRunPage::showTested);
    connect(connector_, &Connector::secretNeeded, first_run_, &FirstRunPage::askSecret);
    connect(connector_, &Connector::certificateDoubted, this, &MainWindow::askForTrust);
}

void MainWindow::connectConnector(Connector& connector)
{
    connect(&connector, &Connector::connected, this, [this](const Profile& profile) {
        open(profile);
        // Making the view takes as long as showing it; others have their turn in between.
        QTimer::singleShot(0, workbench_, [this] { enter(); });
    });
    connect(&connector, &Connector::keyKeptForThisRun, this, &MainWindow::sayKeyIsForThisRun);
}

void MainWindow::connectConnections()
{
    // Later, since a menu of the view asks, and the view may go.
    connect(
        connections_, &Connections::useRequested, this,
        [this](const QString& name) { use(name.toStdString()); }, Qt::QueuedConnection);
    connect(
        connections_, &Connections::addRequested, this, [this] { openDialog(std::nullopt); },
        Qt::QueuedConnection);
    connect(
        connections_, &Connections::editRequested, this,
        [this](const QString& name) {
            for (const Profile& profile : connections_->known())
                if (profile.name == name.toStdString())
                    return (void)openDialog(profile);
        },
        Qt::QueuedConnection);
    connect(
        connections_, &Connections::forgetRequested, this,
        [this](const QString& name) { askToForget(name.toStdString()); }, Qt::QueuedConnection);
}

ConnectionDialog* MainWindow::openDialog(const std::optional<Profile>& profile)
{
    auto* dialog = new ConnectionDialog(profile ? &*profile : nullptr, local_server_, config_directory_,
                                        keys_, appearance_.theme(), this);
    connectConnector(dialog->connector());
    dialog->open();
    return dialog;
}

void MainWindow::askToForget(const std::string& name)
{
    const auto what = [name] {
        const QString title = name == "this-computer" ? tr("this computer") : QString::fromStdString(name);
        return Confirmation{
            tr("Forget %1?").arg(title),
            tr("Its address and its secret key are removed from this computer. To connect again, enter them "
               "once more."),
            tr("Nothing changes on the server: what runs there goes on, and the access key stays valid until "
               "somebody revokes it."),
            tr("Forget connection")};
    };
    auto* dialog = new ConfirmDialog(what, this);
    connect(dialog, &QDialog::accepted, this, [this, name] {
        connections_->forget(name);
        if (workbench_ && connections_->inUse() == name)
            leave();
    });
    dialog->open();
}

void MainWindow::use(const std::string& name)
{
    const bool asks = appearance_.preferences().get(settings::confirm_leave_uploads);
    if (!asks || !workbench_ || workbench_->transfers().all().empty())
        return useNow(name);
    const auto what = [] {
        return Confirmation{tr("Leave this connection?"), tr("Uploads in progress stop."),
                            tr("What was sent is kept. Start the same upload again to continue it."),
                            tr("Stop uploads and leave")};
    };
    auto* dialog = new ConfirmDialog(what, this);
    connect(dialog, &QDialog::accepted, this, [this, name] { useNow(name); });
    dialog->open();
}

void MainWindow::useNow(const std::string& name)
{
    showFirstRun();
    first_run_->showProgress(FirstRunPage::Reaching::Profile);
    connector_->resume(name);
}

void MainWindow::open(const Profile& profile)
{
    dropWorkbench();
    doubted_ = false;
    connections_->setInUse(profile.name);
    workbench_ = new WorkbenchView(profile, appearance_, *connections_, stack_);
    stack_->addWidget(workbench_);
    connectWorkbench();
}

void MainWindow::enter()
{
    workbench_->goTo(PlaceMark::read(appearance_.settings().get(settings::page)));
    stack_->setCurrentWidget(workbench_);
    if (!notice_.isEmpty())
        say(std::exchange(notice_, {}));
    if (!waiting_link_.isEmpty())
        openLink(std::exchange(waiting_link_, {}));
}

void MainWindow::connectWorkbench()
{
    // The view is in the middle of a menu of its own when it asks to leave.
    connect(
        workbench_, &WorkbenchView::leaveRequested, this,
        [this] {
            if (!askForDrafts([this] { leave(); }))
                leave();
        },
        Qt::QueuedConnection);
    connect(workbench_, &WorkbenchView::settingsRequested, this, &MainWindow::openSettings,
            Qt::QueuedConnection);
    connect(&workbench_->workspace(), &Workspace::linkChanged, this, &MainWindow::noticeLink,
            Qt::QueuedConnection);
    connect(workbench_, &WorkbenchView::happened, this, [this](const News& news) {
        herald_.tell(news, [this, kind = news.kind, key = news.key] {
            showInFront();
            if (workbench_)
                workbench_->goToItem(kind, key);
        });
    });
}

void MainWindow::say(const QString& sentence)
{
    if (workbench_)
        workbench_->toasts().show(sentence, StatusTone::Idle);
    else
        first_run_->showError({ErrorCode::InvalidArgument, sentence.toStdString(), {}, {}});
}

void MainWindow::openLink(const QString& text)
{
    const auto link = DeepLink::parse(text.toStdString());
    if (!link)
        return say(explain(link.error()));
    if (!workbench_ && first_run_->isReaching()) {
        waiting_link_ = text;
        return;
    }
    if (workbench_ && linkAuthority(workbench_->workspace().session().profile().server) == link->authority)
        workbench_->open(*link);
    else
        offer(*link);
}

void MainWindow::offer(const DeepLink& link)
{
    waiting_link_ = QString::fromStdString(link.text());
    for (const Profile& profile : connections_->known()) {
        if (linkAuthority(profile.server) != link.authority)
            continue;
        auto* box = new QMessageBox(QMessageBox::Question, tr("Open a link"),
                                    tr("The link leads to %1 on %2. Connect there?")
                                        .arg(QString::fromStdString(link.name), connectionTitle(profile)),
                                    QMessageBox::Cancel, this);
        box->setObjectName(QStringLiteral("linkOffer"));
        box->setAttribute(Qt::WA_DeleteOnClose);
        const QAbstractButton* connect_there = box->addButton(tr("Connect"), QMessageBox::AcceptRole);
        connect(box, &QMessageBox::buttonClicked, this,
                [this, connect_there, name = profile.name](const QAbstractButton* clicked) {
                    if (clicked == connect_there)
                        use(name);
                    else
                        waiting_link_.clear();
                });
        return box->open();
    }
    auto* dialog = openDialog(std::nullopt);
    dialog->offer(QStringLiteral("https://") + QString::fromStdString(link.authority));
    connect(dialog, &QDialog::rejected, this, [this] { waiting_link_.clear(); });
}

void MainWindow::refreshState()
{
    if (!workbench_)
        return herald_.setState(tr("Not connected"));
    const Profile& profile = workbench_->workspace().session().profile();
    const bool live = workbench_->workspace().link().state == Link::State::Live;
    const GpuUsage gpus = countGpus(workbench_->workspace());
    herald_.setState(
        live ? tr("%1: %n GPUs free", nullptr, static_cast<int>(gpus.free)).arg(connectionTitle(profile))
             : tr("%1: not connected").arg(connectionTitle(profile)));
}

void MainWindow::rememberPlace()
{
    if (workbench_ && stack_->currentWidget() == workbench_)
        appearance_.settings().set(settings::page, workbench_->mark().text());
}

void MainWindow::noticeLink()
{
    refreshState();
    const std::optional<Error> error = workbench_ ? workbench_->workspace().link().error : std::nullopt;
    if (!error || doubted_ ||
        (error->type != "untrusted-certificate" && error->type != "certificate-changed"))
        return;
    doubted_ = true;
    connector_->doubt(workbench_->workspace().session().profile(), *error);
}

void MainWindow::askForTrust(const Profile& profile, const ServerCertificate& certificate, const Error& error)
{
    const auto why =
        error.type == "certificate-changed" ? TrustDialog::Why::Changed : TrustDialog::Why::Unknown;
    auto* dialog = new TrustDialog(profile, certificate, why, appearance_.theme(), this);
    connect(dialog, &QDialog::rejected, first_run_, [this, error] {
        if (!workbench_)
            first_run_->showError(error);
    });
    connect(dialog, &QDialog::accepted, this, [this, profile, certificate] {
        Profile trusting = profile;
        trusting.certificate_sha256 = certificate.sha256;
        first_run_->trust(certificate.sha256);
        connector_->tryAgain(trusting);
    });
    dialog->open();
}

void MainWindow::sayKeyIsForThisRun(const Profile& profile)
{
    if (!workbench_)
        return;
    ToastMessage message;
    message.text =
        tr("The keychain of this desktop does not answer, so the secret key is kept only until Slipway "
           "ends.");
    message.tone = StatusTone::Idle;
    message.action_text = tr("Keep it in a file");
    message.stays = key_toast_stays;
    message.action = [this, profile] {
        const auto kept = connector_->keepInFile(profile);
        workbench_->toasts().show(
            kept ? tr("The secret key is kept in %1, which only you can read.")
                       .arg(QString::fromStdString((config_directory_ / "profiles.yaml").string()))
                 : explain(kept.error()),
            kept ? StatusTone::Done : StatusTone::Failed);
    };
    workbench_->toasts().show(std::move(message));
}

void MainWindow::dropWorkbench()
{
    rememberPlace();
    // A dialog that has not been shown yet holds nobody up, and works on what goes now.
    qDeleteAll(findChildren<StepDialog*>(QString(), Qt::FindDirectChildrenOnly));
    delete workbench_;
    workbench_ = nullptr;
}

void MainWindow::showFirstRun()
{
    dropWorkbench();
    connections_->setInUse({});
    first_run_->setKnown(connections_->known());
    first_run_->showChoice();
    stack_->setCurrentWidget(first_run_);
    refreshState();
}

void MainWindow::leave()
{
    const Profile profile = workbench_->workspace().session().profile();
    const std::optional<Error> error = workbench_->workspace().link().error;
    showFirstRun();
    if (error && error->code == ErrorCode::Unauthenticated)
        first_run_->showRefusal(profile, *error);
}

bool MainWindow::askForDrafts(const std::function<void()>& go_on)
{
    if (!workbench_ || workbench_->drafts().isEmpty())
        return false;
    const QString names = workbench_->drafts().names().join(QStringLiteral(", "));
    auto* dialog = new ConfirmDialog(
        [names] {
            return Confirmation{tr("Give up what is not applied?"),
                                tr("You changed the YAML of %1 and have not applied it.").arg(names),
                                tr("Go back and press Apply in the tab YAML to keep it."), tr("Give up")};
        },
        this);
    connect(dialog, &QDialog::accepted, this, [this, go_on] {
        workbench_->drafts().dropAll();
        go_on();
    });
    dialog->open();
    return true;
}

bool MainWindow::focusNextPrevChild(bool next)
{
    return moveFocus(*this, next ? TabDirection::Forward : TabDirection::Back);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (askForDrafts([this] { close(); }))
        return event->ignore();
    if (workbench_)
        workbench_->windows().closeAll();
    appearance_.settings().set(settings::geometry, saveGeometry());
    rememberPlace();
    if (!herald_.staysInTray())
        return QMainWindow::closeEvent(event);
    event->ignore();
    hide();
}

}  // namespace slipway
