// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <map>

namespace slipway {

/// What somebody wrote about a resource and has not applied yet.
struct Draft {
    Resource base;  ///< As it was when they began.
    QString text;
};

/// All drafts of one connection, by resource. Whoever shows the same resource twice shows one draft.
class Drafts : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    const Draft* find(const ResourceId& resource) const;
    void keep(Draft draft);
    void drop(const ResourceId& resource);
    void dropAll();
    bool isEmpty() const { return drafts_.empty(); }
    /// Names of the resources that have one, in order.
    QStringList names() const;

Q_SIGNALS:
    void changed(const slipway::ResourceId& resource);

private:
    std::map<ResourceId, Draft> drafts_;
};

}  // namespace slipway
