// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QMap>
#include <QString>

namespace slipway::test {

/// How a page looks in each scheme, language, size and scale: pictures at a quarter of their size, side by
/// side in one PNG whose text fields "tile NAME" say where each is.
class ReferenceSheet {
public:
    /// Reads what is kept in `file`; an empty sheet when there is nothing.
    explicit ReferenceSheet(QString file);

    /// Empty when this looks like what is kept under the name; else what differs.
    QString check(const QString& name, const QImage& picture) const;
    /// Takes the picture in place of what is kept, unless that looks the same.
    void keep(const QString& name, const QImage& picture);
    /// Writes the sheet if anything was taken; empty, or what went wrong.
    QString write();

private:
    QString file_;
    QMap<QString, QImage> tiles_;
    bool changed_ = false;
};

/// Checks the picture against the sheet of `page` in tests/ui/look/references, or keeps it there when
/// SLIPWAY_LOOKS=write (./dev looks). Empty, or a sentence that says what differs and what to do.
QString checkLook(const QString& page, const QString& name, const QImage& picture);

/// Whether checkLook() keeps what it is given.
bool isWritingLooks();

/// Writes what checkLook() kept; sentences that say what went wrong.
QStringList writeLooks();

}  // namespace slipway::test
