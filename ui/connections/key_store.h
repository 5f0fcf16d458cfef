// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QHash>
#include <QObject>
#include <QString>

#include <functional>

namespace slipway {

/// Where a secret key is kept.
enum class KeyPlace {
    Keychain,  ///< Of this desktop; for this run when none answers.
    ThisRun,
    File,  ///< In profiles.yaml, which only its user can read; only when somebody chose that.
};

/// Secret keys by the names of their profiles: in the desktop's keychain, which may be absent, locked or
/// refused and then says so, or in memory.
class KeyStore : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// To the keychain. These two answer later on the GUI thread, and not at all once this is gone.
    void save(const QString& profile, const QString& secret, std::function<void(Result<void>)> done);
    /// From memory, else from the keychain.
    void load(const QString& profile, std::function<void(Result<QString>)> done);
    /// In memory, until the program ends.
    void remember(const QString& profile, const QString& secret) { remembered_[profile] = secret; }
    /// From both.
    void forget(const QString& profile);

private:
    QHash<QString, QString> remembered_;
};

}  // namespace slipway
