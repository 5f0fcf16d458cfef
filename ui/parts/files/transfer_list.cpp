// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/files/transfer_list.h"

#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "widgets/form/button.h"
#include "widgets/form/elided_label.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace slipway {

TransferList::TransferList(Workbench& workbench, QWidget* parent)
    : QFrame(parent), workbench_(workbench), lines_(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("fileTransfers"));
    lines_->setContentsMargins(16, 4, 8, 4);
    lines_->setSpacing(2);
    connect(&workbench.file_transfers, &FileTransfers::changed, this, &TransferList::refresh);
    refresh();
}

void TransferList::retranslate()
{
    for (const auto& [id, line] : shown_)
        line->findChild<QToolButton*>()->setAccessibleName(tr("Cancel transfer"));
    refresh();
}

void TransferList::refresh()
{
    const auto& all = workbench_.file_transfers.all();
    std::erase_if(shown_, [&all](const auto& line) {
        if (all.contains(line.first))
            return false;
        line.second->deleteLater();
        line.second->hide();
        return true;
    });
    for (const auto& [id, transfer] : all) {
        QWidget*& line = shown_[id];
        if (!line) {
            line = new QWidget;
            auto* row = new QHBoxLayout(line);
            row->setContentsMargins(0, 0, 0, 0);
            row->addWidget(new ElidedLabel, 1);
            auto* cancel = makeIconButton(IconName::Close, tr("Cancel transfer"), workbench_.theme);
            connect(cancel, &QToolButton::clicked, this,
                    [this, id = id] { workbench_.file_transfers.cancel(id); });
            row->addWidget(cancel);
            lines_->addWidget(line);
        }
        line->findChild<ElidedLabel*>()->setWholeText(fileTransferText(transfer));
    }
    setVisible(!all.empty());
}

QString fileTransferText(const FileTransfer& transfer)
{
    const bool up = transfer.direction == FileTransfer::Direction::Upload;
    const QString name =
        (up ? QStringLiteral("↑ ") : QStringLiteral("↓ ")) + transfer.name + QStringLiteral("  ");
    if (transfer.error)
        return name + explain(*transfer.error);
    QString text = Texts::bytes(transfer.bytes_done);
    if (transfer.bytes_total > 0)
        text = TransferList::tr("%1 of %2").arg(text, Texts::bytes(transfer.bytes_total));
    if (transfer.bytes_per_second >= 1)
        text +=
            QStringLiteral(" · ") +
            TransferList::tr("%1/s").arg(Texts::bytes(static_cast<std::uint64_t>(transfer.bytes_per_second)));
    return name + text;
}

}  // namespace slipway
