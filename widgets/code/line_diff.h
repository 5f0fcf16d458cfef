// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

namespace slipway {

/// One line of a comparison of two texts.
struct DiffLine {
    enum class Kind {
        Same,
        Added,
        Removed,
        Gap,  ///< Stands for lines that are alike and far from any change; its text is empty.
    } kind = Kind::Same;
    QString text;
    int before =
        0;  ///< Its number in the first text, from 1; 0 when it is not there. Of a gap: the first left out.
    int after = 0;  ///< The same in the second text.

    bool operator==(const DiffLine&) const = default;
};

/// The shortest way from one text to another, line by line, by Myers' algorithm; what goes stands before what
/// comes. Texts that differ in more than 2,000 lines are told as all removed and all added.
QList<DiffLine> diffLines(const QStringList& before, const QStringList& after);

/// The same with only `context` lines around each change; nothing when there is no change.
QList<DiffLine> withContext(const QList<DiffLine>& lines, int context = 3);

}  // namespace slipway
