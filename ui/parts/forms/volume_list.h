// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/volume_spec.h"

#include <QListWidget>

#include <vector>

namespace slipway {

class Workspace;

/// The volumes of the project that whoever is signed in may mount, to be ticked.
class VolumeList : public QListWidget {
    Q_OBJECT
public:
    explicit VolumeList(const Workspace& workspace, QWidget* parent = nullptr);

    /// Ticks these; where and how they are mounted stays as it is.
    void setMounts(const std::vector<VolumeMountSpec>& mounts);
    std::vector<VolumeMountSpec> mounts() const;
    /// Sets every text, in the language of the moment.
    void retranslate();

private:
    const Workspace& workspace_;
    std::vector<VolumeMountSpec> taken_;
};

/// A mount as the option --volume takes it, see parseVolumeMount().
QString volumeOption(const VolumeMountSpec& mount);
/// The names, for people.
QString volumeNames(const std::vector<VolumeMountSpec>& mounts);

}  // namespace slipway
