// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QObject>
#include <QString>

#include <functional>

namespace slipway {

/// Where secret keys are kept: the desktop's keychain. It may be absent, locked or refused, and says so.
class KeyStore : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Answers later on the GUI thread, and not at all once this is gone.
    void save(const QString& profile, const QString& secret, std::function<void(Result<void>)> done);
    void load(const QString& profile, std::function<void(Result<QString>)> done);
};

}  // namespace slipway
