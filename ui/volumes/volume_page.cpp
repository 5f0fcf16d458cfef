// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/volumes/volume_page.h"

#include "ui/parts/lists/workload_cells.h"
#include "ui/volumes/create_volume_dialog.h"
#include "ui/volumes/volume_details.h"
#include "ui/volumes/volume_text.h"

namespace slipway {

namespace {

QString word(std::string_view name)
{
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size())).toLower();
}

}  // namespace

VolumePage::VolumePage(Workbench& workbench, QWidget* parent)
    : ListPage(workbench, Kind::Volume, IconName::Volumes, parent), actions_(workbench)
{
    setObjectName(QStringLiteral("volumePage"));
    start();
}

ListPage::Words VolumePage::words() const
{
    return {tr("Volumes"), tr("Create volume"), tr("Filter, such as owner:me scope:personal size>1T"),
            tr("No volume yet"),
            tr("A volume is storage that stays when environments and jobs end. Everybody in the project "
               "writes to "
               "the same one, or you keep one for yourself.")};
}

QList<TableColumn> VolumePage::columns() const
{
    return {workload_cells::nameColumn(),
            {.id = QStringLiteral("phase"), .title = tr("State"), .width = 120, .filter = FilterKind::Word},
            {.id = QStringLiteral("scope"),
             .title = tr("Who may mount it"),
             .width = 140,
             .filter = FilterKind::Word},
            {.id = QStringLiteral("kind"), .title = tr("Storage"), .width = 170, .filter = FilterKind::Word},
            {.id = QStringLiteral("size"),
             .title = tr("Size"),
             .alignment = Qt::AlignRight | Qt::AlignVCenter,
             .width = 90,
             .filter = FilterKind::Bytes},
            workload_cells::ownerColumn(),
            {.id = QStringLiteral("message"), .title = tr("Reason, or purpose"), .width = 200},
            workload_cells::createdColumn(),
            workload_cells::labelsColumn()};
}

TableRow VolumePage::row(const Item& item) const
{
    const auto& spec = item.specAs<VolumeSpec>();
    const auto& status = item.statusAs<VolumeStatus>();
    QString text = VolumeText::why(item);
    if (text.isEmpty())
        text = QString::fromStdString(spec.description);
    const auto bytes = spec.size.count() > 0 ? static_cast<qlonglong>(spec.size.count())
                                             : static_cast<qlonglong>(status.size_bytes);
    return {QString::fromStdString(itemKey(item.resource)),
            {workload_cells::name(item),
             TableCell{.text = VolumeText::phase(item),
                       .tone = VolumeText::tone(item),
                       .word = item.resource.deleting ? QStringLiteral("deleting") : word(status.phase)},
             TableCell{.text = VolumeText::scope(workbench_.workspace, item), .word = word(name(spec.scope))},
             TableCell{.text = VolumeText::kind(spec.kind), .word = word(name(spec.kind))},
             TableCell{.text = VolumeText::size(item), .sort = bytes},
             workload_cells::owner(workbench_.workspace, item),
             TableCell{.text = text, .tooltip = text, .dim = true}, workload_cells::created(item),
             workload_cells::labels(item)}};
}

bool VolumePage::ages(const Item& /*item*/) const
{
    return false;
}

DetailsPane* VolumePage::makeDetails(QWidget* parent)
{
    return new VolumeDetails(workbench_, actions_, parent);
}

std::vector<BulkAction> VolumePage::bulkActions()
{
    return actions_.bulk();
}

void VolumePage::begin()
{
    auto* dialog = new CreateVolumeDialog(workbench_, window());
    connect(dialog, &CreateDialog::created, this, [this](const Resource& made) { select(itemKey(made)); });
    dialog->openSoon();
}

}  // namespace slipway
