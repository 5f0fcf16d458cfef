// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/volumes/volume_actions.h"

#include "ui/parts/forms/confirm_dialog.h"
#include "ui/session/explain.h"
#include "ui/volumes/grow_volume_dialog.h"
#include "ui/volumes/volume_text.h"
#include "widgets/form/status/toast_stack.h"

#include <algorithm>

namespace slipway {

namespace {

/// "volume corpus", "12 volumes"
QString counted(const Items& volumes)
{
    return volumes.size() == 1
               ? VolumeActions::tr("volume %1").arg(QString::fromStdString(volumes.front()->resource.name))
               : VolumeActions::tr("%1 volumes").arg(static_cast<qulonglong>(volumes.size()));
}

/// Files are lost of what the platform made, and of nothing else.
QString lostWith(const Items& volumes)
{
    const auto made = std::count_if(volumes.begin(), volumes.end(), [](const ItemPtr& volume) {
        return volume->specAs<VolumeSpec>().kind == VolumeKind::Shared;
    });
    if (volumes.size() > 1)
        return made == 0 ? VolumeActions::tr("Lost: the ways to their files, which are not touched.")
                         : VolumeActions::tr("Lost for ever: all files in %1 of them.").arg(made);
    if (made == 0)
        return VolumeActions::tr("Lost: the way to its files, which are not touched.");
    const QString size = VolumeText::size(*volumes.front());
    return VolumeActions::tr("Lost for ever: all files in it. It holds up to %1.").arg(size);
}

QString keptWith(const Items& volumes)
{
    const auto there = std::count_if(volumes.begin(), volumes.end(), [](const ItemPtr& volume) {
        return volume->specAs<VolumeSpec>().kind != VolumeKind::Shared;
    });
    const QString work = VolumeActions::tr("Kept: environments and jobs that mounted it, with all else that "
                                           "they wrote.");
    return there == 0 ? work
                      : work + QLatin1Char(' ') +
                            VolumeActions::tr("Claims and what CSI drivers mount stay as they are.");
}

}  // namespace

VolumeActions::VolumeActions(Workbench& workbench, QObject* parent) : QObject(parent), workbench_(workbench)
{
}

bool VolumeActions::canGrow(const Item& volume)
{
    return volume.specAs<VolumeSpec>().kind == VolumeKind::Shared && !volume.resource.deleting;
}

void VolumeActions::grow(const ItemPtr& volume, QWidget* window)
{
    (new GrowVolumeDialog(workbench_, volume, window))->open();
}

void VolumeActions::remove(const Resource& volume, QWidget* window)
{
    const ItemPtr item = readItem(volume);
    const auto what = [this, item] {
        const QString users = VolumeText::users(workbench_.workspace, *item);
        QString lost = lostWith({item});
        if (!users.isEmpty())
            lost += QLatin1Char('\n') + tr("It is mounted by %1.").arg(users);
        return Confirmation{tr("Delete volume %1?").arg(QString::fromStdString(item->resource.name)), lost,
                            keptWith({item}), tr("Delete volume"), false};
    };
    auto* dialog = new ConfirmDialog(what, window);
    connect(dialog, &QDialog::accepted, this, [this, volume] {
        calls_.start<void>(
            [&](Answer<void> done) {
                return workbench_.workspace.session().remove(Kind::Volume, volume.project, volume.name,
                                                             std::move(done));
            },
            [this](Result<void> answer) {
                if (answer)
                    workbench_.toasts.show(tr("Volume deleted."));
                else
                    workbench_.toasts.show(explain(answer.error()), StatusTone::Failed);
            });
    });
    dialog->open();
}

std::vector<BulkAction> VolumeActions::bulk()
{
    BulkAction remove{.icon = IconName::Trash};
    remove.applies = [](const Item& volume) { return !volume.resource.deleting; };
    remove.word = [](const Items& volumes) { return tr("Delete %1").arg(counted(volumes)); };
    remove.confirmation = [](const Items& volumes) {
        return Confirmation{tr("Delete %1?").arg(counted(volumes)), lostWith(volumes), keptWith(volumes),
                            tr("Delete %1").arg(counted(volumes)), false};
    };
    remove.run = [this](const Resource& volume, const std::string& reason, Answer<void> done) {
        return workbench_.workspace.session().remove(Kind::Volume, volume.project, volume.name,
                                                     std::move(done), reason);
    };
    remove.done = [](const Items& volumes) { return tr("Deleted %1.").arg(counted(volumes)); };
    remove.by_delete_key = true;
    return {remove};
}

}  // namespace slipway
