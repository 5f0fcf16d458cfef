// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/forms/resource_box.h"

namespace slipway {

/// Chooses where something runs; the platform chooses by itself unless told.
class ClusterBox : public ResourceBox {
    Q_OBJECT
public:
    explicit ClusterBox(Workspace& workspace, QWidget* parent = nullptr);

    /// Empty where the platform chooses.
    std::string cluster() const { return chosen(); }
    void setCluster(const std::string& name) { choose(name); }
};

/// Chooses the store of objects that something is put into.
class StoreBox : public ResourceBox {
    Q_OBJECT
public:
    explicit StoreBox(Workspace& workspace, QWidget* parent = nullptr);

    /// Empty for the platform's own store.
    std::string store() const { return chosen(); }
    /// Whether there is a store beside the platform's own.
    bool hasChoice() const { return count() > 1; }
};

}  // namespace slipway
