// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

#include <string>

namespace slipway {

class Workspace;

/// Chooses where something runs; the platform chooses by itself unless told. One that is removed while it is
/// chosen stays chosen.
class ClusterBox : public QComboBox {
    Q_OBJECT
public:
    explicit ClusterBox(Workspace& workspace, QWidget* parent = nullptr);

    /// Empty where the platform chooses.
    std::string cluster() const;
    void setCluster(const std::string& name);
    /// Whether there is anything to choose.
    bool hasChoice() const;
    /// Fills it again, in the language of the moment; what is chosen stays.
    void reload();

private:
    Workspace& workspace_;
};

}  // namespace slipway
