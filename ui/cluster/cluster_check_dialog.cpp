// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cluster/cluster_check_dialog.h"

#include "ui/cluster/cluster_findings.h"
#include "ui/parts/retranslated.h"
#include "ui/session/workspace.h"
#include "widgets/form/text_role.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace slipway {

ClusterCheckDialog::ClusterCheckDialog(Workbench& workbench, std::string cluster, QWidget* parent)
    : QDialog(parent),
      workbench_(workbench),
      cluster_(std::move(cluster)),
      title_(makeLabel({}, TextRole::Heading)),
      findings_(new ClusterFindings(workbench)),
      again_(new QPushButton),
      close_(new QPushButton)
{
    setObjectName(QStringLiteral("clusterCheck"));
    setAttribute(Qt::WA_DeleteOnClose);
    setSurface(*this, Surface::Panel);
    resize(680, 420);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 16);
    layout->setSpacing(12);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setFrameShape(QFrame::NoFrame);
    setSurface(*findings_, Surface::Panel);
    scroll->setWidget(findings_);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(again_);
    buttons->addWidget(close_);
    layout->addWidget(title_);
    layout->addWidget(scroll, 1);
    layout->addLayout(buttons);
    close_->setDefault(true);
    close_->setFocus();
    connect(findings_, &ClusterFindings::changed, this,
            [this] { again_->setEnabled(findings_->isAnswered()); });
    connect(again_, &QPushButton::clicked, this, &ClusterCheckDialog::ask);
    connect(close_, &QPushButton::clicked, this, &QDialog::accept);
    retranslated(this, [this] { retranslate(); });
    ask();
}

void ClusterCheckDialog::ask()
{
    findings_->ask([this](Answer<std::vector<ClusterFinding>> done) {
        return workbench_.workspace.session().checkCluster(cluster_, {}, std::move(done));
    });
}

void ClusterCheckDialog::retranslate()
{
    setWindowTitle(tr("Check of %1").arg(QString::fromStdString(cluster_)));
    title_->setText(windowTitle());
    again_->setText(tr("Check again"));
    close_->setText(tr("Close"));
}

}  // namespace slipway
