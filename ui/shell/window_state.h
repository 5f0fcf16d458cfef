// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QRect>
#include <QString>

namespace slipway {

/// Where somebody was in the workbench: "jobs", "vision/resnet50", "logs". Names of pages and tabs are the
/// same in every language.
struct PlaceMark {
    QString page;
    QString selected;  ///< Key of the selected resource; may be empty.
    QString tab;       ///< May be empty.

    QString text() const;
    /// Anything that is none is an empty mark.
    static PlaceMark read(const QString& text);
    bool operator==(const PlaceMark&) const = default;
};

/// `window` moved and shrunk so that it lies on the screen it is most on, or on the first when it is on none.
QRect broughtBack(QRect window, const QList<QRect>& screens);

}  // namespace slipway
