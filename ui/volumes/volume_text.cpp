// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/volumes/volume_text.h"

#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "ui/session/workspace.h"

#include <algorithm>

namespace slipway {

namespace {

bool mounts(const std::vector<VolumeMountSpec>& list, const std::string& name)
{
    return std::any_of(list.begin(), list.end(),
                       [&](const VolumeMountSpec& mount) { return mount.name == name; });
}

}  // namespace

QString VolumeText::phase(const Item& volume)
{
    const std::string& phase = volume.statusAs<VolumeStatus>().phase;
    if (volume.resource.deleting)
        return tr("Deleting");
    if (phase == "Ready")
        return tr("Ready");
    return phase == "Failed" ? tr("Failed") : tr("Being made");
}

StatusTone VolumeText::tone(const Item& volume)
{
    const std::string& phase = volume.statusAs<VolumeStatus>().phase;
    if (volume.resource.deleting)
        return StatusTone::Neutral;
    if (phase == "Ready")
        return StatusTone::Done;
    return phase == "Failed" ? StatusTone::Failed : StatusTone::Waiting;
}

QString VolumeText::kind(VolumeKind kind)
{
    switch (kind) {
    case VolumeKind::Shared:
        return tr("Made by the platform");
    case VolumeKind::Claim:
        return tr("A claim that is there");
    case VolumeKind::Csi:
        return tr("Mounted by a CSI driver");
    }
    return {};
}

QString VolumeText::scope(const Workspace& workspace, const Item& volume)
{
    if (volume.specAs<VolumeSpec>().scope == VolumeScope::Project)
        return tr("The whole project");
    return workspace.isMine(volume.resource)
               ? tr("You alone")
               : tr("%1 alone").arg(QString::fromStdString(volume.resource.owner));
}

QString VolumeText::size(const Item& volume)
{
    const std::uint64_t asked = volume.specAs<VolumeSpec>().size.count();
    const auto there = static_cast<std::uint64_t>(volume.statusAs<VolumeStatus>().size_bytes);
    const std::uint64_t shown = asked > 0 ? asked : there;
    return shown > 0 ? Texts::bytes(shown) : QStringLiteral("—");
}

QString VolumeText::why(const Item& volume)
{
    const auto& status = volume.statusAs<VolumeStatus>();
    if (status.message.empty() && status.one_node)
        return tr("Only workloads on one machine can have it at a time.");
    return explainReason(status.reason, status.message);
}

QString VolumeText::users(const Workspace& workspace, const Item& volume)
{
    const std::string& project = volume.resource.project;
    QStringList names;
    for (const Kind kind : {Kind::Environment, Kind::Job}) {
        for (const ItemPtr& item : workspace.items(kind)) {
            const bool ended = kind == Kind::Job && isTerminal(item->workload().phase);
            const auto& list =
                kind == Kind::Job ? item->specAs<JobSpec>().volumes : item->specAs<EnvironmentSpec>().volumes;
            if (item->resource.project == project && !ended && mounts(list, volume.resource.name))
                names << QString::fromStdString(item->resource.name);
        }
    }
    constexpr qsizetype most_named = 8;
    if (names.size() <= most_named)
        return names.join(QStringLiteral(", "));
    const auto others = names.size() - most_named;
    return tr("%1 and %2 more").arg(names.mid(0, most_named).join(QStringLiteral(", "))).arg(others);
}

}  // namespace slipway
