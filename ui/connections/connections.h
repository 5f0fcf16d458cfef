// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/profile.h"

#include <QObject>

#include <filesystem>
#include <string>
#include <vector>

class QMenu;

namespace slipway {

class KeyStore;

/// The connections that are remembered, and what menus and the palette do with them. Who connects listens to
/// its signals.
class Connections : public QObject {
    Q_OBJECT
public:
    Connections(std::filesystem::path config_directory, KeyStore& keys, QObject* parent = nullptr);

    /// This computer first, then by name.
    std::vector<Profile> known() const;
    const std::string& inUse() const { return in_use_; }
    void setInUse(std::string name) { in_use_ = std::move(name); }
    /// Forgets it and its secret key.
    void forget(const std::string& name);

    /// Adds the choices to a menu that is about to be shown.
    void fill(QMenu& menu);

    /// These ask whoever connects.
    void use(const std::string& name) { Q_EMIT useRequested(QString::fromStdString(name)); }
    void add() { Q_EMIT addRequested(); }
    void edit(const std::string& name) { Q_EMIT editRequested(QString::fromStdString(name)); }
    void askToForget(const std::string& name) { Q_EMIT forgetRequested(QString::fromStdString(name)); }

Q_SIGNALS:
    void changed();
    void useRequested(const QString& name);
    void addRequested();
    void editRequested(const QString& name);
    void forgetRequested(const QString& name);

private:
    std::filesystem::path config_directory_;
    KeyStore& keys_;
    std::string in_use_;
};

}  // namespace slipway
