// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cluster/finding_list.h"

#include "ui/session/explain.h"
#include "widgets/form/status/status_badge.h"
#include "widgets/form/text_role.h"

#include <QGridLayout>
#include <QLabel>

#include <algorithm>

namespace slipway {

namespace {

using Verdict = ClusterFinding::Verdict;

StatusTone toneOf(Verdict verdict)
{
    return verdict == Verdict::Good      ? StatusTone::Done
           : verdict == Verdict::Warning ? StatusTone::Idle
           : verdict == Verdict::Bad     ? StatusTone::Failed
                                         : StatusTone::Neutral;
}

QString wordOf(Verdict verdict)
{
    return verdict == Verdict::Good      ? FindingList::tr("Good")
           : verdict == Verdict::Warning ? FindingList::tr("Note")
           : verdict == Verdict::Bad     ? FindingList::tr("Bad")
                                         : FindingList::tr("Not tried");
}

QString titleOf(const std::string& check)
{
    return check == "reach"     ? FindingList::tr("API server")
           : check == "version" ? FindingList::tr("Version")
           : check == "rights"  ? FindingList::tr("Rights")
           : check == "nodes"   ? FindingList::tr("Nodes")
           : check == "gpus"    ? FindingList::tr("GPUs")
           : check == "storage" ? FindingList::tr("Storage")
           : check == "pods"    ? FindingList::tr("A pod")
           : check == "ways"    ? FindingList::tr("Following it")
           : check == "objects" ? FindingList::tr("Objects")
                                : QString::fromStdString(check);
}

}  // namespace

FindingList::FindingList(const Theme& theme, QWidget* parent)
    : QWidget(parent), theme_(theme), lines_(new QGridLayout(this))
{
    lines_->setContentsMargins(0, 0, 0, 0);
    lines_->setHorizontalSpacing(12);
    lines_->setVerticalSpacing(8);
    lines_->setColumnStretch(2, 1);
}

void FindingList::setFindings(std::vector<ClusterFinding> findings)
{
    findings_ = std::move(findings);
    retranslate();
}

void FindingList::retranslate()
{
    while (QLayoutItem* item = lines_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int line = 0;
    for (const ClusterFinding& finding : findings_) {
        auto* badge = new StatusBadge(toneOf(finding.verdict), wordOf(finding.verdict), theme_);
        auto* message = makeLabel(
            explainReason(finding.check + "-" + std::string(name(finding.verdict)), finding.message),
            TextRole::Body);
        message->setToolTip(QString::fromStdString(finding.message).toHtmlEscaped());
        message->setWordWrap(true);
        message->setTextFormat(Qt::PlainText);
        message->setTextInteractionFlags(Qt::TextSelectableByMouse);
        auto* title = makeLabel(titleOf(finding.check), TextRole::Strong);
        message->setAccessibleName(
            QStringLiteral("%1: %2. %3").arg(title->text(), badge->text(), message->text()));
        lines_->addWidget(badge, line, 0, Qt::AlignTop);
        lines_->addWidget(title, line, 1, Qt::AlignTop);
        lines_->addWidget(message, line, 2);
        ++line;
    }
}

bool FindingList::anyBad() const
{
    return std::any_of(findings_.begin(), findings_.end(),
                       [](const ClusterFinding& finding) { return finding.verdict == Verdict::Bad; });
}

QString FindingList::request() const
{
    QStringList asks;
    for (const ClusterFinding& finding : findings_) {
        if (!finding.ask.empty())
            asks << QString::fromStdString(finding.ask).trimmed();
    }
    return asks.join(QStringLiteral("\n\n"));
}

}  // namespace slipway
