// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/details/log_tab.h"

#include "client/stream_tail.h"
#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "ui/session/workspace.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/form/status/state_pane.h"
#include "widgets/log/log_panel.h"
#include "widgets/log/log_view.h"

#include <QComboBox>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway {

LogTab::LogTab(Workbench& workbench, QWidget* parent)
    : QWidget(parent),
      workbench_(workbench),
      panel_(new LogPanel(workbench.theme)),
      banner_(new ErrorBanner(workbench.theme)),
      pane_(new StatePane(IconName::Log, workbench.theme)),
      replica_(new QComboBox)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(banner_);
    layout->addWidget(panel_, 1);
    replica_->setObjectName(QStringLiteral("replica"));
    replica_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    replica_->hide();
    panel_->addLeading(replica_);
    connect(replica_, &QComboBox::currentIndexChanged, this, [this] {
        startAnew();
        follow();
    });
    panel_->view()->setPlaceholder(pane_);
    connect(banner_, &ErrorBanner::retryRequested, this, &LogTab::followAgain);
    connect(pane_, &StatePane::actionTriggered, this, &LogTab::followAgain);
    retranslated(this, [this] {
        replica_->setAccessibleName(tr("Replica"));
        replica_->setToolTip(tr("Whose log is shown; the first stands for the whole job."));
        refreshPane();
    });
}

LogTab::~LogTab() = default;

void LogTab::show(const ItemPtr& item)
{
    item_ = item;
    const std::int64_t attempt = item ? item->workload().attempt : 0;
    const ResourceId id = item ? item->resource.id : ResourceId();
    if (id != shown_id_ || attempt != shown_attempt_) {
        startAnew();
        shown_id_ = id;
        shown_attempt_ = attempt;
    }
    offerReplicas();
    follow();
    refreshPane();
}

void LogTab::startAnew()
{
    tail_.reset();
    panel_->clear();
    answered_ = false;
    trouble_.clear();
    refreshPane();
}

void LogTab::followAgain()
{
    tail_.reset();
    answered_ = false;
    trouble_.clear();
    follow();
    refreshPane();
}

void LogTab::offerReplicas()
{
    QStringList names;
    QStringList streams;
    if (item_) {
        for (const ReplicaStatus& replica : item_->workload().replicas) {
            names << QString::fromStdString(replica.name);
            streams << (streams.isEmpty() ? QString() : QStringLiteral("replicas/%1/").arg(names.back()));
        }
    }
    QStringList offered;
    for (int i = 0; i < replica_->count(); ++i)
        offered << replica_->itemText(i);
    replica_->setVisible(names.size() > 1);
    if (offered == names)
        return;
    const QSignalBlocker quiet(replica_);
    const QString chosen = replica_->currentText();
    replica_->clear();
    for (qsizetype i = 0; i < names.size(); ++i)
        replica_->addItem(names.at(i), streams.at(i));
    replica_->setCurrentIndex(std::max(0, replica_->findText(chosen)));
    if (replica_->currentText() != chosen)
        startAnew();
}

void LogTab::chooseReplica(const QString& name)
{
    if (const int index = replica_->findText(name); index >= 0)
        replica_->setCurrentIndex(index);
}

void LogTab::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    follow();
}

void LogTab::follow()
{
    if (!tail_ && item_ && shown_attempt_ != 0 && isVisible())
        startTail();
}

void LogTab::startTail()
{
    const Resource& resource = item_->resource;
    StreamAddress address{resource.kind,  resource.project,
                          resource.name,  replica_->currentData().toString().toStdString() + "log",
                          shown_attempt_, panel_->offset()};
    TailCallbacks callbacks;
    callbacks.on_bytes = [this](std::string bytes) {
        panel_->append(QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())));
    };
    callbacks.on_state = [this](bool live, const Error* error) {
        panel_->setLive(live);
        answered_ = answered_ || live;
        trouble_ = !live && error ? explain(*error) : QString();
        refreshPane();
    };
    callbacks.on_end = [this](const Result<void>& ended) {
        panel_->setLive(false);
        // A task that holds its machine but has written nothing has no log yet; its next change asks again.
        const bool absent = !ended && ended.error().code == ErrorCode::NotFound;
        answered_ = true;
        trouble_ = ended || absent ? QString() : explain(ended.error());
        if (absent)
            tail_.reset();
        refreshPane();
    };
    panel_->setLive(true);
    tail_ = std::make_unique<StreamTail>(workbench_.workspace.session(), std::move(address),
                                         StreamTail::Follow::Yes, std::move(callbacks));
}

void LogTab::refreshPane()
{
    const bool any = panel_->offset() > 0;
    banner_->setMessage(any ? trouble_ : QString());
    if (!item_ || any)
        return;
    const QString why = Texts::reason(item_->workload());
    if (!trouble_.isEmpty())
        pane_->setFailed(trouble_, tr("Retry"));
    else if (shown_attempt_ > 0 && answered_)
        pane_->setEmpty(tr("Nothing was written yet"));
    else if (shown_attempt_ > 0)
        pane_->setLoading();
    else
        pane_->setEmpty(tr("The log begins when it starts"), why);
}

}  // namespace slipway
