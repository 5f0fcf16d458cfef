// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "widgets/theme/status_tone.h"

#include <QList>
#include <QString>

#include <optional>
#include <string>

namespace slipway {

/// What a row of the home page offers.
enum class RowAction { Release, Resume, Stop, Log, Again, Dismiss, Pin, Unpin };

/// One thing on the home page: what it is, how it is, and what can be done in place.
struct HomeRow {
    Kind kind = Kind::Job;
    std::string item;  ///< "project/name"
    StatusTone tone = StatusTone::Neutral;
    QString word;  ///< Of its state.
    QString name;
    QString note;               ///< Why, or what with; dim, below the name.
    QString advice;             ///< What would help.
    QString amount;             ///< At the right, such as how long it has been running.
    QString amount_note;        ///< Below that, dim.
    std::optional<double> use;  ///< Of its GPUs, 0 to 1; nothing where it cannot be measured.
    QString tooltip;            ///< Absolute times.
    QList<RowAction> actions;

    bool operator==(const HomeRow&) const = default;
};

}  // namespace slipway
