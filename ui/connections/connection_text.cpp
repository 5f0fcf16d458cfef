// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connection_text.h"

#include <QCoreApplication>

namespace slipway {

QString connectionTitle(const Profile& profile)
{
    return profile.name == "this-computer" ? QCoreApplication::translate("ConnectionText", "This computer")
                                           : QString::fromStdString(profile.name);
}

QString connectionPlace(const Profile& profile)
{
    return QCoreApplication::translate("ConnectionText", "%1 as %2")
        .arg(QString::fromStdString(profile.server), QString::fromStdString(profile.access_key));
}

}  // namespace slipway
