// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"

#include <QObject>
#include <QStringList>

#include <string>
#include <vector>

namespace slipway {

class SettingsStore;

/// What somebody keeps at hand on one platform, and which failures they have put aside. Remembered between
/// starts.
class Pins : public QObject {
    Q_OBJECT
public:
    struct Pin {
        Kind kind = Kind::Job;
        std::string key;  ///< "project/name"

        bool operator==(const Pin&) const = default;
    };

    /// `server` tells platforms apart.
    Pins(SettingsStore& settings, const std::string& server, QObject* parent = nullptr);

    /// In the order they were pinned.
    const std::vector<Pin>& all() const { return pins_; }
    bool contains(const Pin& pin) const;
    void toggle(const Pin& pin);

    bool isDismissed(const ResourceId& failed) const;
    void dismiss(const ResourceId& failed);

Q_SIGNALS:
    void changed();

private:
    void save();

    SettingsStore& settings_;
    QString server_;
    std::vector<Pin> pins_;
    QStringList dismissed_;
};

}  // namespace slipway
