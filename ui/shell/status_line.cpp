// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/status_line.h"

#include "ui/datasets/transfer_text.h"
#include "ui/parts/files/transfer_list.h"
#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "ui/session/gpu_usage.h"
#include "ui/session/transfers.h"
#include "ui/session/version_fit.h"
#include "widgets/form/button.h"
#include "widgets/form/text_role.h"
#include "widgets/table/plain_text.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <algorithm>

namespace slipway {

StatusLine::StatusLine(Workbench& workbench, QWidget* parent)
    : QFrame(parent),
      workbench_(workbench),
      gpus_(makeLabel({}, TextRole::Dim)),
      transfer_(makeLabel({}, TextRole::Dim)),
      cancel_(makeIconButton(IconName::Close, tr("Cancel upload"), workbench.theme)),
      version_(makeLabel({}, TextRole::Idle)),
      age_(makeLabel({}, TextRole::Dim))
{
    setObjectName(QStringLiteral("statusLine"));
    setSurface(*this, Surface::StatusBar);
    setFixedHeight(28);
    gpus_->setObjectName(QStringLiteral("gpuUsage"));
    gpus_->setTextFormat(Qt::RichText);
    transfer_->setObjectName(QStringLiteral("transfer"));
    transfer_->setTextFormat(Qt::PlainText);
    age_->setObjectName(QStringLiteral("age"));
    version_->setObjectName(QStringLiteral("version"));
    version_->hide();
    cancel_->setIconSize({12, 12});
    cancel_->setFixedSize(20, 20);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 0, 16, 0);
    layout->setSpacing(6);
    layout->addWidget(gpus_);
    layout->addSpacing(14);
    layout->addWidget(transfer_);
    layout->addWidget(cancel_);
    layout->addStretch(1);
    layout->addWidget(version_);
    layout->addSpacing(14);
    layout->addWidget(age_);

    Workspace& workspace = workbench.workspace;
    connect(&workspace, &Workspace::reset, this, &StatusLine::refreshGpus);
    connect(&workspace, &Workspace::changed, this, &StatusLine::refreshGpus);
    connect(&workspace, &Workspace::projectChanged, this, &StatusLine::refreshGpus);
    connect(&workspace, &Workspace::accountChanged, this, &StatusLine::refreshGpus);
    connect(&workspace, &Workspace::accountChanged, this, &StatusLine::refreshVersion);
    connect(&workspace, &Workspace::linkChanged, this, &StatusLine::refreshAge);
    connect(&workbench.theme, &Theme::changed, this, &StatusLine::refreshGpus);
    connect(&workbench.transfers, &Transfers::changed, this, &StatusLine::refreshTransfers);
    connect(&workbench.file_transfers, &FileTransfers::changed, this, &StatusLine::refreshTransfers);
    connect(cancel_, &QToolButton::clicked, this, [this] {
        if (const auto& all = workbench_.transfers.all(); !all.empty())
            workbench_.transfers.cancel(std::string(all.begin()->first));
        else if (const auto& files = workbench_.file_transfers.all(); !files.empty())
            workbench_.file_transfers.cancel(files.begin()->first);
    });
    clock_.setInterval(std::chrono::seconds(1));
    connect(&clock_, &QTimer::timeout, this, &StatusLine::refreshAge);
    clock_.start();
    retranslated(this, [this] { retranslate(); });
}

void StatusLine::retranslate()
{
    cancel_->setToolTip(tr("Cancel upload"));
    cancel_->setAccessibleName(tr("Cancel upload"));
    refreshGpus();
    refreshTransfers();
    refreshAge();
    refreshVersion();
}

void StatusLine::refreshGpus()
{
    const GpuUsage usage = countGpus(workbench_.workspace);
    if (usage.total == 0) {
        const QString none = usage.visible ? tr("No GPU") : tr("GPUs not visible");
        gpus_->setText(workbench_.workspace.loaded() ? none : QString());
        gpus_->setAccessibleName(gpus_->text());
        return;
    }
    const Tokens& tokens = workbench_.theme.tokens();
    const auto strong = [](std::int64_t count, const QColor& color) {
        return QStringLiteral("<b style=\"color:%1\">%2</b>").arg(color.name()).arg(count);
    };
    gpus_->setText(tr("GPUs %1 mine · %2 project · %3 free of %4")
                       .arg(strong(usage.mine, tokens.text), strong(usage.project, tokens.text),
                            strong(usage.free, usage.free > 0 ? tokens.running : tokens.text),
                            QString::number(usage.total)));
    gpus_->setAccessibleName(tr("%1 of %2 GPUs free").arg(usage.free).arg(usage.total));
}

void StatusLine::refreshTransfers()
{
    const auto& all = workbench_.transfers.all();
    const auto& files = workbench_.file_transfers.all();
    const std::size_t count = all.size() + files.size();
    transfer_->setVisible(count > 0);
    cancel_->setVisible(count > 0);
    if (count == 0)
        return;
    QString text;
    if (all.empty()) {
        text = fileTransferText(files.begin()->second);
    } else {
        const Transfer& first = all.begin()->second;
        text = QStringLiteral("↑ ") + QString::fromStdString(first.options.name) + QStringLiteral("  ") +
               transferText(first);
    }
    if (count > 1)
        text += tr(" · and %1 more").arg(static_cast<qulonglong>(count - 1));
    transfer_->setText(text);
}

void StatusLine::refreshVersion()
{
    const std::string& said = workbench_.workspace.account().server_version;
    const VersionFit fit = compareVersions(SLIPWAY_VERSION, said);
    const QString server = cellText(QString::fromStdString(said));
    version_->setVisible(fit == VersionFit::ServerOlder || fit == VersionFit::ServerNewer);
    const QString ours = QStringLiteral(SLIPWAY_VERSION);
    if (fit == VersionFit::ServerOlder) {
        version_->setText(tr("Older server: %1").arg(server));
        version_->setToolTip(
            tr("The server is version %1, this workbench is %2. What the server cannot do yet "
               "is refused with a message. Its administrator can update it.")
                .arg(server, ours));
    } else if (fit == VersionFit::ServerNewer) {
        version_->setText(tr("Newer server: %1").arg(server));
        version_->setToolTip(
            tr("The server is version %1, this workbench is %2. What is new there is not shown "
               "here. Update the workbench to see all of it.")
                .arg(server, ours));
    }
    version_->setAccessibleDescription(version_->toolTip());
}

QString StatusLine::age(Timestamp time)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now() - time);
    return seconds < std::chrono::minutes(1) ? tr("%1 s ago").arg(std::max<qint64>(seconds.count(), 1))
                                             : Texts::ago(time, now());
}

void StatusLine::refreshAge()
{
    const Link& link = workbench_.workspace.link();
    QString text;
    switch (link.state) {
    case Link::State::Live:
        text = tr("Updated now");
        break;
    case Link::State::Connecting:
        text = tr("Connecting…");
        break;
    case Link::State::Lost:
        text = link.live_until ? tr("Not connected, trying again · as of %1").arg(age(*link.live_until))
                               : tr("Not connected, trying again");
    }
    if (text != age_->text())
        age_->setText(text);
}

}  // namespace slipway
