// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/home_page.h"

#include "ui/environments/environment_actions.h"
#include "ui/home/guide/guide.h"
#include "ui/home/guide/guide_card.h"
#include "ui/home/home_card.h"
#include "ui/jobs/job_actions.h"
#include "ui/parts/link_banner.h"
#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "widgets/form/button.h"
#include "widgets/form/status/state_pane.h"
#include "widgets/form/text_role.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway {

namespace {

constexpr std::chrono::milliseconds changes_rest{100};
constexpr std::chrono::seconds queue_interval{5};
/// Of what is over; the page shows the newest alone.
constexpr std::ptrdiff_t most_ended = 200;

}  // namespace

HomePage::HomePage(Workbench& workbench, EnvironmentActions& environments, JobActions& jobs, QWidget* parent)
    : QWidget(parent),
      workbench_(workbench),
      environments_(environments),
      jobs_(jobs),
      pins_(workbench.settings, workbench.workspace.session().profile().server),
      guide_(new Guide(workbench, environments, this))
{
    setObjectName(QStringLiteral("homePage"));
    auto* scroll = new QScrollArea(this);
    auto* body = new QWidget(scroll->viewport());
    banner_ = new LinkBanner(workbench.workspace, workbench.theme);
    pane_ = new StatePane(IconName::Home, workbench.theme);
    auto* content = new QVBoxLayout(body);
    content->setContentsMargins(20, 14, 20, 16);
    content->setSpacing(12);
    content->addLayout(buildHeader());
    content->addWidget(banner_);
    content->addWidget(new GuideCard(workbench, *guide_, body));
    content->addWidget(pane_, 1);
    columns_ = new QWidget(body);
    content->addWidget(columns_, 1);
    buildColumns();
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(body);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    setFocusProxy(launch_);
    follow();
    retranslated(this, [this] { retranslate(); });
}

HomePage::~HomePage() = default;

QHBoxLayout* HomePage::buildHeader()
{
    title_ = makeLabel({}, TextRole::Heading);
    note_ = makeLabel({}, TextRole::Dim);
    create_ = makeButton({}, ButtonKind::Secondary);
    create_->setObjectName(QStringLiteral("create"));
    launch_ = makeButton({}, ButtonKind::Primary);
    launch_->setObjectName(QStringLiteral("launch"));
    connect(create_, &QPushButton::clicked, this, &HomePage::environmentRequested);
    connect(launch_, &QPushButton::clicked, this, [this] { Q_EMIT launchRequested(nullptr); });
    auto* header = new QHBoxLayout;
    header->setSpacing(12);
    header->addWidget(title_);
    header->addWidget(note_, 1);
    header->addWidget(create_);
    header->addWidget(launch_);
    return header;
}

void HomePage::buildColumns()
{
    auto* left = new QVBoxLayout;
    auto* right = new QVBoxLayout;
    const auto add = [this](QVBoxLayout& column, HomeCard*& card, const char* name) {
        card = new HomeCard(workbench_.theme, columns_);
        card->setObjectName(QLatin1String(name));
        column.addWidget(card);
        connect(card, &HomeCard::acted, this, &HomePage::act);
        connect(card, &HomeCard::opened, this,
                [this](const HomeRow& row) { Q_EMIT itemRequested(row.kind, row.item); });
    };
    add(*left, running_, "running");
    add(*left, waiting_, "waiting");
    add(*left, failed_, "failed");
    add(*right, idle_, "idle");
    right->addWidget(buildNext());
    add(*right, pinned_, "pinned");
    add(*right, recent_, "recent");
    for (QVBoxLayout* column : {left, right}) {
        column->setSpacing(12);
        column->addStretch(1);
    }
    auto* layout = new QHBoxLayout(columns_);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addLayout(left, 4);
    layout->addLayout(right, 3);
}

QWidget* HomePage::buildNext()
{
    next_ = new Card({}, columns_);
    next_->setObjectName(QStringLiteral("next"));
    next_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    const auto add = [this](QPushButton*& button, auto signal) {
        button = makeButton({}, ButtonKind::Link);
        next_->content()->addWidget(button, 0, Qt::AlignLeft);
        connect(button, &QPushButton::clicked, this, signal);
    };
    add(next_environment_, [this] { Q_EMIT environmentRequested(); });
    add(next_upload_, [this] { Q_EMIT uploadRequested(); });
    add(next_launch_, [this] { Q_EMIT launchRequested(nullptr); });
    add(next_guide_, [this] { guide_->setDismissed(false); });
    return next_;
}

void HomePage::follow()
{
    Workspace& workspace = workbench_.workspace;
    connect(&workspace, &Workspace::reset, this, [this] {
        idle_watch_.forget();  // Nobody looked while the connection was gone.
        refreshSoon();
    });
    connect(&workspace, &Workspace::changed, this, &HomePage::refreshSoon);
    connect(&workspace, &Workspace::projectChanged, this, &HomePage::refreshSoon);
    connect(&workspace, &Workspace::accountChanged, this, &HomePage::refreshSoon);
    connect(&workspace, &Workspace::projectChanged, this, &HomePage::refreshPane);
    connect(&workspace, &Workspace::accountChanged, this, &HomePage::refreshPane);
    connect(&workspace, &Workspace::linkChanged, this, &HomePage::refreshPane);
    connect(&pins_, &Pins::changed, this, &HomePage::refresh);
    connect(guide_, &Guide::changed, this, &HomePage::refreshNext);
    connect(banner_, &LinkBanner::connectRequested, this, &HomePage::connectRequested);
    connect(pane_, &StatePane::actionTriggered, banner_, &LinkBanner::act);
    soon_.setSingleShot(true);
    soon_.setInterval(changes_rest);
    connect(&soon_, &QTimer::timeout, this, &HomePage::collect);
    clock_.setInterval(std::chrono::seconds(1));
    connect(&clock_, &QTimer::timeout, this, &HomePage::refresh);
    clock_.start();
    poll_.setInterval(queue_interval);
    connect(&poll_, &QTimer::timeout, this, &HomePage::askQueue);
    poll_.start();
}

void HomePage::retranslate()
{
    title_->setText(tr("Home"));
    create_->setText(tr("Create environment"));
    launch_->setText(tr("Launch job"));
    running_->setTitle(tr("Running"));
    running_->setEmptyText(tr("Nothing of yours is running."));
    waiting_->setTitle(tr("Waiting"));
    failed_->setTitle(tr("Failed lately"));
    idle_->setTitle(tr("Idle GPUs"));
    pinned_->setTitle(tr("Pinned"));
    recent_->setTitle(tr("Recent"));
    next_->setTitle(tr("Next steps"));
    next_environment_->setText(tr("Create an environment to work in"));
    next_upload_->setText(tr("Upload a dataset to train on"));
    next_launch_->setText(tr("Launch a job"));
    next_guide_->setText(tr("Go on with the first steps"));
    for (HomeCard* card : {running_, waiting_, failed_, idle_, pinned_, recent_})
        card->retranslate();
    collect();
}

void HomePage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    collect();
    askQueue();
}

void HomePage::refreshSoon()
{
    if (!soon_.isActive())
        soon_.start();
}

void HomePage::collect()
{
    const Workspace& workspace = workbench_.workspace;
    mine_.clear();
    for (const Kind kind : {Kind::Environment, Kind::Job, Kind::Dataset})
        for (const auto& [key, item] : workspace.all(kind))
            if (item->understood && workspace.isMine(item->resource))
                mine_.push_back(item);
    const auto goes_on = [](const ItemPtr& item) {
        return item->resource.kind != Kind::Dataset && !isTerminal(item->workload().phase);
    };
    const auto ended = std::stable_partition(mine_.begin(), mine_.end(), goes_on);
    if (mine_.end() - ended > most_ended) {
        std::partial_sort(ended, ended + most_ended, mine_.end(),
                          [](const ItemPtr& a, const ItemPtr& b) { return lastChange(*a) > lastChange(*b); });
        mine_.erase(ended + most_ended, mine_.end());
    }
    idle_watch_.note(measuredUse(workspace), now());
    showPane();
    refresh();
    if (queue_.empty())
        askQueue();
}

bool HomePage::isKnown() const
{
    return workbench_.workspace.loaded() && !workbench_.workspace.account().user.empty();
}

void HomePage::refreshPane()
{
    if (isKnown() && columns_->isHidden())
        return collect();  // Else it would say for a moment that nothing is there.
    showPane();
}

void HomePage::showPane()
{
    if (!banner_->showUnloaded(*pane_))
        pane_->setLoading();  // Whose things these are is not known yet.
    pane_->setVisible(!isKnown());
    columns_->setVisible(isKnown());
    banner_->setNotice(Texts::notMember(workbench_.workspace));
}

void HomePage::refresh()
{
    if (!isVisible() || !columns_->isVisibleTo(this))
        return;
    const HomeRows rows =
        HomeRowBuilder(workbench_.workspace, pins_, idle_watch_, queue_, now()).build(mine_);
    running_->setRows(rows.running);
    waiting_->setRows(rows.waiting);
    failed_->setRows(rows.failed);
    idle_->setRows(rows.idle);
    pinned_->setRows(rows.pinned);
    recent_->setRows(rows.recent);
    note_->setText(summary(rows));
    refreshNext();
}

QString HomePage::summary(const HomeRows& rows) const
{
    QStringList parts{rows.running.isEmpty() ? tr("nothing runs") : tr("%1 running").arg(rows.running.size()),
                      rows.waiting.isEmpty() ? tr("nothing waits")
                                             : tr("%1 waiting").arg(rows.waiting.size())};
    if (!rows.failed.isEmpty())
        parts << tr("%1 failed lately").arg(rows.failed.size());
    if (!rows.idle.isEmpty())
        parts << tr("%1 idle").arg(rows.idle.size());
    return parts.join(QStringLiteral(" · "));
}

void HomePage::refreshNext()
{
    const auto none = [this](Kind kind) { return workbench_.workspace.counts(kind).all == 0; };
    const bool offered = guide_->isOffered();
    next_environment_->setVisible(!offered && none(Kind::Environment));
    next_upload_->setVisible(!offered && none(Kind::Dataset));
    next_launch_->setVisible(!offered && none(Kind::Job));
    next_guide_->setVisible(guide_->isDismissed());
    const auto shown = {next_environment_, next_upload_, next_launch_, next_guide_};
    next_->setVisible(std::any_of(shown.begin(), shown.end(),
                                  [](const QPushButton* button) { return !button->isHidden(); }));
}

void HomePage::askQueue()
{
    const bool waiting = std::any_of(mine_.begin(), mine_.end(), [](const ItemPtr& item) {
        return item->resource.kind != Kind::Dataset && item->workload().phase == Phase::Queued;
    });
    if (!waiting || !isVisible() || !calls_.empty())
        return;
    calls_.start<std::vector<QueueEntry>>(
        [this](Answer<std::vector<QueueEntry>> done) {
            return workbench_.workspace.session().queue(std::move(done));
        },
        [this](Result<std::vector<QueueEntry>> entries) {
            if (!entries)
                return;  // The places are left out then; the banner tells of a lost connection.
            queue_ = std::move(*entries);
            refresh();
        });
}

void HomePage::act(RowAction action, const HomeRow& row)
{
    const ItemPtr item = workbench_.workspace.find(row.kind, row.item);
    if (action == RowAction::Pin || action == RowAction::Unpin)
        return pins_.toggle({row.kind, row.item});
    if (!item)
        return;
    switch (action) {
    case RowAction::Release:
        return environments_.release(item->resource, window());
    case RowAction::Resume:
        return environments_.resume(item->resource);
    case RowAction::Stop:
        return jobs_.stop(item->resource, window());
    case RowAction::Log:
        Q_EMIT logRequested(row.kind, row.item);
        return;
    case RowAction::Again:
        Q_EMIT launchRequested(item);
        return;
    case RowAction::Dismiss:
        return pins_.dismiss(item->resource.id);
    case RowAction::Pin:
    case RowAction::Unpin:
        return;
    }
}

}  // namespace slipway
