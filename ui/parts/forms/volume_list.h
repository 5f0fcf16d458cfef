// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/volume_spec.h"

#include <QTableWidget>

#include <vector>

namespace slipway {

class Workspace;

/// The volumes of the project that whoever is signed in may mount: to be ticked, each with the path where it
/// is to be seen and whether it is for reading alone.
class VolumeList : public QTableWidget {
    Q_OBJECT
public:
    explicit VolumeList(const Workspace& workspace, QWidget* parent = nullptr);

    /// Ticks these and no others.
    void setMounts(const std::vector<VolumeMountSpec>& mounts);
    std::vector<VolumeMountSpec> mounts() const;
    /// What is wrong with the path of a ticked one, as a sentence; empty when nothing is.
    QString problem() const;
    /// Sets every text, in the language of the moment.
    void retranslate();

private:
    enum class Column { Name, Path, ReadOnly };

    QTableWidgetItem* cell(int row, Column column) const;
    VolumeMountSpec mountAt(int row) const;
    void describe(int row);

    const Workspace& workspace_;
};

/// A mount as the option --volume takes it, see parseVolumeMount().
QString volumeOption(const VolumeMountSpec& mount);
/// For people: "corpus at /data (read only)"; the usual path is left out.
QString volumeNames(const std::vector<VolumeMountSpec>& mounts);

}  // namespace slipway
