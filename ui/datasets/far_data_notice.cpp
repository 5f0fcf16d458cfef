// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/far_data_notice.h"

#include "ui/parts/retranslated.h"
#include "ui/session/workspace.h"
#include "widgets/form/button.h"
#include "widgets/form/icon_label.h"
#include "widgets/form/status/announce.h"
#include "widgets/form/text_role.h"
#include "widgets/theme/icon.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace slipway {

namespace {

QString joined(const std::vector<std::string>& names)
{
    QStringList list;
    for (const std::string& name : names)
        list << QString::fromStdString(name);
    return list.join(QStringLiteral(", "));
}

}  // namespace

FarDataNotice::FarDataNotice(Workbench& workbench, QWidget* parent)
    : QFrame(parent),
      workbench_(workbench),
      actions_(workbench),
      label_(makeLabel({}, TextRole::Body)),
      copy_(makeButton({}, ButtonKind::Secondary))
{
    setObjectName(QStringLiteral("farData"));
    setSurface(*this, Surface::Tint);
    label_->setObjectName(QStringLiteral("farDataText"));
    label_->setWordWrap(true);
    label_->setTextFormat(Qt::PlainText);
    copy_->setObjectName(QStringLiteral("copyNear"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 8, 6);
    row->setSpacing(8);
    row->addWidget(new IconLabel(icon(IconName::Info, workbench.theme, IconTint::Accent), 16, this));
    row->addWidget(label_, 1);
    row->addWidget(copy_);
    connect(copy_, &QPushButton::clicked, this, [this] {
        if (const ItemPtr dataset =
                workbench_.workspace.find(Kind::Dataset, project_ + "/" + far_.front().name))
            actions_.copyTo(dataset->resource, far_.front().near);
    });
    connect(&workbench.workspace, &Workspace::reset, this, &FarDataNotice::refresh);
    connect(&workbench.workspace, &Workspace::changed, this, [this](const std::vector<ItemChange>& changes) {
        if (std::any_of(changes.begin(), changes.end(), [](const ItemChange& change) {
                return change.kind == Kind::Dataset || change.kind == Kind::Cluster;
            }))
            refresh();
    });
    hide();
    retranslated(this, [this] { retranslate(); });
}

void FarDataNotice::setWanted(std::string project, std::vector<std::string> names, std::string cluster)
{
    project_ = std::move(project);
    names_ = std::move(names);
    cluster_ = std::move(cluster);
    refresh();
}

void FarDataNotice::refresh()
{
    auto far = farDatasets(workbench_.workspace, project_, names_, cluster_);
    // What can be copied first: the button is for the first of them.
    std::stable_partition(far.begin(), far.end(), [](const FarDataset& one) { return !one.on_its_way; });
    const bool news = far != far_;
    far_ = std::move(far);
    if (!news)
        return;
    retranslate();
    setVisible(!far_.empty());
    if (!far_.empty())
        announce(*this, label_->text());
}

QString FarDataNotice::sentence() const
{
    const FarDataset& first = far_.front();
    const QString name = QString::fromStdString(first.name);
    const QString stores = joined(first.stores);
    const QString near = QString::fromStdString(first.near);
    const QString cluster = QString::fromStdString(first.cluster);
    if (first.on_its_way)
        return tr("The dataset %1 is being copied to %2 beside the cluster %3. Until it is there, its files "
                  "come from afar.")
            .arg(name, near, cluster);
    if (first.in_place)
        return tr("The dataset %1 lies in %2, and not in %3 beside the cluster %4, which uses files in "
                  "place. It would wait for the dataset.")
            .arg(name, stores, near, cluster);
    return tr("The dataset %1 lies in %2, and not in %3 beside the cluster %4, so its files come from afar.")
        .arg(name, stores, near, cluster);
}

void FarDataNotice::retranslate()
{
    if (far_.empty())
        return;
    QString text = sentence();
    if (far_.size() > 1)
        text += QLatin1Char(' ') + tr("So it is with %1 more.").arg(static_cast<qulonglong>(far_.size() - 1));
    label_->setText(text);
    copy_->setVisible(!far_.front().on_its_way);
    copy_->setText(tr("Copy to %1").arg(QString::fromStdString(far_.front().near)));
    copy_->setAccessibleName(
        tr("Copy dataset %1 to %2")
            .arg(QString::fromStdString(far_.front().name), QString::fromStdString(far_.front().near)));
}

}  // namespace slipway
