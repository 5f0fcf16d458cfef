// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/item.h"
#include "widgets/theme/status_tone.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace slipway {

class Workspace;

/// Words for volumes, in the current language.
class VolumeText {
    Q_DECLARE_TR_FUNCTIONS(VolumeText)
public:
    /// "Ready", "Pending", "Failed", "Deleting".
    static QString phase(const Item& volume);
    static StatusTone tone(const Item& volume);
    /// "Made by the platform", "A claim that is there", "CSI driver".
    static QString kind(VolumeKind kind);
    /// "The whole project", "You alone", or "bob alone".
    static QString scope(const Workspace& workspace, const Item& volume);
    /// "500 GiB", or a dash for one whose size is nobody's to say.
    static QString size(const Item& volume);
    /// Why it is not ready, or what a ready one cannot do; empty when all is well.
    static QString why(const Item& volume);
    /// What mounts it: every environment that names it, and jobs that have not ended; "notebook-1, train".
    static QString users(const Workspace& workspace, const Item& volume);
};

}  // namespace slipway
