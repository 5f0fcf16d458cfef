// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/first_run_page.h"

#include "ui/connections/connection_form.h"
#include "ui/connections/connection_text.h"
#include "ui/parts/retranslated.h"
#include "ui/session/explain.h"
#include "widgets/form/button.h"
#include "widgets/form/card.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/form/status/loading_state.h"
#include "widgets/form/text_role.h"
#include "widgets/theme/icon.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace slipway {

namespace {
constexpr int page_width = 820;
constexpr int logo_size = 40;
constexpr int progress_height = 48;
}  // namespace

FirstRunPage::FirstRunPage(const Theme& theme, QWidget* parent)
    : QWidget(parent),
      title_(makeLabel({}, TextRole::Heading)),
      lead_(makeLabel({}, TextRole::Dim)),
      banner_(new ErrorBanner(theme)),
      stack_(new QStackedWidget),
      progress_(new LoadingState(theme))
{
    setObjectName(QStringLiteral("firstRun"));
    auto* body = new QWidget;
    body->setMaximumWidth(page_width);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    auto* head = new QHBoxLayout;
    head->setSpacing(14);
    QLabel* mark = makeLabel({});
    mark->setPixmap(logo().pixmap(logo_size));
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(title_);
    words->addWidget(lead_);
    head->addWidget(mark);
    head->addLayout(words, 1);
    settings_ = makeIconButton(IconName::Settings, tr("Theme and language"), theme);
    head->addWidget(settings_);
    connect(settings_, &QToolButton::clicked, this,
            [this] { Q_EMIT menuRequested(settings_->mapToGlobal(QPoint(0, settings_->height()))); });
    column->addLayout(head);
    column->addSpacing(8);
    known_ = new Card;
    known_->setObjectName(QStringLiteral("knownConnections"));
    known_->hide();
    column->addWidget(banner_);
    column->addWidget(known_);
    column->addWidget(stack_);
    stack_->addWidget(buildChoice());
    stack_->addWidget(buildProgress());

    auto* across = new QHBoxLayout;
    across->addStretch(1);
    across->addWidget(body, 100);
    across->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 24);
    layout->addStretch(2);
    layout->addLayout(across);
    layout->addStretch(3);
    connect(banner_, &ErrorBanner::retryRequested, this, [this] {
        if (tried_ == Tried::Server)
            connect_->click();
        else if (tried_ == Tried::Known)
            Q_EMIT knownChosen(tried_name_);
        else
            Q_EMIT thisComputerChosen();
    });
    for (QPushButton* button : {here_button_, test_, connect_, cancel_})
        button->setAutoDefault(true);  // Return presses the one in focus, as in a dialog.
    retranslated(this, [this] { retranslate(); });
}

QWidget* FirstRunPage::buildChoice()
{
    auto* choice = new QWidget;
    auto* row = new QHBoxLayout(choice);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    here_ = new Card;
    here_text_ = makeLabel({}, TextRole::Dim);
    here_text_->setWordWrap(true);
    here_button_ = makeButton({}, ButtonKind::Primary);
    here_button_->setObjectName(QStringLiteral("useThisComputer"));
    here_->content()->addWidget(here_text_);
    here_->content()->addStretch(1);
    here_->content()->addWidget(here_button_);
    connect(here_button_, &QPushButton::clicked, this, [this] {
        tried_ = Tried::ThisComputer;
        Q_EMIT thisComputerChosen();
    });
    row->addWidget(here_, 2);
    row->addWidget(buildServer(), 3);
    return choice;
}

QWidget* FirstRunPage::buildServer()
{
    server_ = new Card;
    form_ = new ConnectionForm;
    tested_ = makeLabel({}, TextRole::Dim);
    tested_->setWordWrap(true);
    test_ = makeButton({}, ButtonKind::Secondary);
    test_->setObjectName(QStringLiteral("testConnection"));
    connect_ = makeButton({}, ButtonKind::Primary);
    connect_->setObjectName(QStringLiteral("connect"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(tested_, 1);
    buttons->addWidget(test_);
    buttons->addWidget(connect_);
    server_->content()->addWidget(form_);
    server_->content()->addLayout(buttons);
    connect(test_, &QPushButton::clicked, this, [this] {
        tested_->clear();
        tried_ = Tried::Test;
        if (check())
            Q_EMIT testRequested(form_->profile());
    });
    connect(connect_, &QPushButton::clicked, this, [this] {
        tried_ = Tried::Server;
        if (check())
            Q_EMIT serverChosen(form_->profile(), form_->keyPlace());
    });
    connect(form_, &ConnectionForm::submitted, connect_, &QPushButton::click);
    return server_;
}

QWidget* FirstRunPage::buildProgress()
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    cancel_ = makeButton({}, ButtonKind::Secondary);
    cancel_->setObjectName(QStringLiteral("cancelConnecting"));
    column->addStretch(1);
    column->addWidget(progress_);
    column->addWidget(cancel_, 0, Qt::AlignHCenter);
    column->addStretch(1);
    progress_->setMinimumHeight(progress_height);
    connect(cancel_, &QPushButton::clicked, this, &FirstRunPage::canceled);
    return page;
}

QString FirstRunPage::progressText() const
{
    switch (reaching_) {
    case Reaching::Profile:
        return tr("Connecting…");
    case Reaching::ThisComputer:
        return tr("Starting the platform on this computer…");
    case Reaching::Server:
        return tr("Asking %1…").arg(form_->address());
    }
    return {};
}

void FirstRunPage::retranslate()
{
    cancel_->setText(tr("Cancel"));
    progress_->setText(progressText());
    settings_->setAccessibleName(tr("Theme and language"));
    settings_->setToolTip(tr("Theme and language"));
    title_->setText(tr("Welcome to Slipway"));
    lead_->setText(tr("Environments, jobs and data on your GPUs. Where do they run?"));
    known_->setTitle(tr("Connect again"));
    here_->setTitle(tr("This computer"));
    here_text_->setText(
        tr("Starts the platform on this machine, with the GPUs that it has. Nothing leaves it, and no "
           "account is needed."));
    here_button_->setText(tr("Use this computer"));
    server_->setTitle(tr("Connect to a server"));
    test_->setText(tr("Test connection"));
    connect_->setText(tr("Connect"));
    if (const auto again = message_)
        again();
}

bool FirstRunPage::check()
{
    message_ = [this] { check(); };
    banner_->setMessage({});
    return form_->check();
}

void FirstRunPage::setKnown(const std::vector<Profile>& profiles)
{
    // One of them may be the sender.
    for (QPushButton* old : known_->findChildren<QPushButton*>()) {
        old->hide();
        old->deleteLater();
    }
    for (const Profile& profile : profiles) {
        const QString name = QString::fromStdString(profile.name);
        QPushButton* button = makeButton(connectionTitle(profile), ButtonKind::Secondary);
        button->setAutoDefault(true);
        button->setToolTip(connectionPlace(profile));
        button->setObjectName(QStringLiteral("known-") + name);
        connect(button, &QPushButton::clicked, this, [this, name] {
            tried_ = Tried::Known;
            tried_name_ = name;
            Q_EMIT knownChosen(name);
        });
        known_->content()->addWidget(button);
    }
    known_->setVisible(!profiles.empty());
}

void FirstRunPage::showChoice()
{
    message_ = {};
    banner_->setMessage({});
    const bool comes_back = stack_->currentIndex() != 0;
    stack_->setCurrentIndex(0);
    if (comes_back)
        here_button_->setFocus();
}

void FirstRunPage::showProgress(Reaching what)
{
    message_ = {};
    banner_->setMessage({});
    reaching_ = what;
    progress_->setText(progressText());
    stack_->setCurrentIndex(1);
}

bool FirstRunPage::isReaching() const
{
    return stack_->currentIndex() == 1;
}

void FirstRunPage::showTesting()
{
    message_ = [this] { showTesting(); };
    tested_->setText(tr("Asking %1…").arg(form_->address()));
}

void FirstRunPage::showError(const Error& error)
{
    message_ = [this, error] { showError(error); };
    stack_->setCurrentIndex(0);
    tested_->clear();
    const bool of_form = tried_ == Tried::Server || tried_ == Tried::Test;
    if (!of_form || !form_->showError(error))
        banner_->setMessage(explain(error));
}

void FirstRunPage::showRefusal(const Profile& profile, const Error& error)
{
    form_->askSecret(profile, {});
    tried_ = Tried::Server;
    showError(error);
}

void FirstRunPage::askSecret(const Profile& profile, const Error& error)
{
    tried_ = Tried::Server;
    showChoice();
    message_ = [this, profile, error] { askSecret(profile, error); };
    form_->askSecret(profile,
                     error.code == ErrorCode::NotFound
                         ? tr("Enter the secret key again: it was not kept.")
                         : tr("Enter the secret key: the keychain of this desktop does not answer."));
}

void FirstRunPage::trust(const std::string& sha256)
{
    if (tried_ == Tried::Server || tried_ == Tried::Test)
        form_->trust(sha256);
}

void FirstRunPage::showTested(const Account& account)
{
    showChoice();
    form_->clearErrors();
    message_ = [this, account] { showTested(account); };
    tested_->setText(tr("Connected as %1.").arg(QString::fromStdString(account.user)));
}

}  // namespace slipway
