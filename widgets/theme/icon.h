// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QSize>

namespace slipway {

class Theme;

/// The drawings in resources/icons, each of one stroke on a 24 x 24 grid.
enum class IconName {
    Home,
    Environments,
    Jobs,
    Runs,
    Datasets,
    Volumes,
    Models,
    Services,
    Cluster,
    Play,
    Stop,
    Release,
    Resume,
    Upload,
    Download,
    Plus,
    Search,
    Filter,
    Close,
    ChevronDown,
    ChevronRight,
    ChevronUp,
    Check,
    Warning,
    Info,
    Copy,
    Moon,
    Sun,
    Globe,
    Settings,
    Folder,
    File,
    Log,
    Chart,
    More,
    Expand,
    Trash,
    Key,
    User,
    Refresh,
    ExternalLink,
    Clock,
    Pin,
};

/// Which token an icon takes its colour from.
enum class IconTint { Dim, Text, Accent, OnAccent, Failed, Idle };

/// An icon that takes its colour from the theme each time it is painted, so that it follows a switch of
/// scheme; drawn at the device's own resolution. Selected and checked states use the text colour.
QIcon icon(IconName name, const Theme& theme, IconTint tint = IconTint::Dim);

/// The product's mark: a slip on a rounded blue square.
QIcon logo();

}  // namespace slipway
