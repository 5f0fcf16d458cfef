// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cluster/cluster_findings.h"

#include "ui/cluster/finding_list.h"
#include "ui/parts/retranslated.h"
#include "ui/session/explain.h"
#include "widgets/form/dialogs/copy_box.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/form/status/loading_state.h"
#include "widgets/form/text_role.h"

#include <QLabel>
#include <QVBoxLayout>

namespace slipway {

namespace {

constexpr int loading_height = 120;

}  // namespace

ClusterFindings::ClusterFindings(Workbench& workbench, QWidget* parent)
    : QWidget(parent),
      banner_(new ErrorBanner(workbench.theme)),
      loading_(new LoadingState(workbench.theme)),
      list_(new FindingList(workbench.theme)),
      request_title_(makeLabel({}, TextRole::Strong)),
      request_(new CopyBox(workbench.theme))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    loading_->setMinimumHeight(loading_height);
    layout->addWidget(banner_);
    layout->addWidget(loading_);
    layout->addWidget(list_);
    layout->addWidget(request_title_);
    layout->addWidget(request_);
    layout->addStretch(1);
    banner_->setRetryVisible(true);
    connect(banner_, &ErrorBanner::retryRequested, this, [this] { ask(question_); });
    retranslated(this, [this] { retranslate(); });
}

void ClusterFindings::ask(Question question)
{
    question_ = std::move(question);
    calls_.cancelAll();
    banner_->setMessage({});
    list_->setFindings({});
    calls_.start<std::vector<ClusterFinding>>(
        question_, [this](Result<std::vector<ClusterFinding>> answer) { take(std::move(answer)); });
    refresh();
}

void ClusterFindings::take(Result<std::vector<ClusterFinding>> answer)
{
    if (answer)
        list_->setFindings(std::move(*answer));
    else
        banner_->setMessage(explain(answer.error()));
    refresh();
}

bool ClusterFindings::anyBad() const
{
    return list_->anyBad();
}

void ClusterFindings::showError(const Error& error)
{
    banner_->setMessage(explain(error));
}

void ClusterFindings::refresh()
{
    loading_->setVisible(!isAnswered());
    list_->setVisible(isAnswered());
    const QString request = list_->request();
    request_title_->setVisible(!request.isEmpty());
    request_->setVisible(!request.isEmpty());
    request_->setText(request);
    Q_EMIT changed();
}

void ClusterFindings::retranslate()
{
    loading_->setText(tr("Looking at the cluster..."));
    request_title_->setText(tr("What to ask the cluster's administrator for"));
    request_->setAccessibleName(request_title_->text());
    list_->retranslate();
    refresh();
}

}  // namespace slipway
