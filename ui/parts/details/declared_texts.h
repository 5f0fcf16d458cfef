// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "ui/session/item.h"

#include <QCoreApplication>
#include <QString>

namespace slipway {

/// What people decide of resources, in words.
class DeclaredTexts {
    Q_DECLARE_TR_FUNCTIONS(DeclaredTexts)
public:
    /// As YAML.
    static QString yaml(const Resource& resource);
    /// Whether an editor shows it at once; very long lines take their time.
    static bool canBeShown(const QString& yaml);
    /// What stands there instead.
    static QString tooLong();
    /// The spec, and the labels as one more member of it.
    static Json said(const Resource& resource);
    /// `said` put back into a resource.
    static Resource withSaid(Resource resource, Json said);
    /// "flavor: gpu-1 -> gpu-2"; empty when they say the same.
    static QString differences(const Resource& before, const Resource& after);
    /// Which members may change now; the server holds to the same rules.
    static QString whatMayChange(const Item& item);
};

}  // namespace slipway
